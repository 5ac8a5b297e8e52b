<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr" sourcelanguage="en">
<context>
    <name>BasinLayer</name>
    <message>
        <source>after {steps} steps</source>
        <translation>après {steps} pas</translation>
    </message>
    <message>
        <source>gradient below {limit}</source>
        <translation>gradient inférieur à {limit}</translation>
    </message>
    <message>
        <source>basin map: computing {columns} × {rows}, {share}</source>
        <translation>carte des bassins&#xa0;: calcul de {columns} × {rows}, {share}</translation>
    </message>
    <message>
        <source>computing {columns} × {rows}, {share}</source>
        <translation>calcul de {columns} × {rows}, {share}</translation>
    </message>
    <message>
        <source>basin map of before, in grey: computing it anew</source>
        <translation>carte des bassins précédente, en gris&#xa0;: nouveau calcul en cours</translation>
    </message>
    <message>
        <source>grey: map of before</source>
        <translation>en gris&#xa0;: carte précédente</translation>
    </message>
</context>
<context>
    <name>Fate</name>
    <message>
        <source>diverged</source>
        <comment>several</comment>
        <translation>divergés</translation>
    </message>
    <message>
        <source>converged</source>
        <comment>several</comment>
        <translation>convergés</translation>
    </message>
    <message>
        <source>dead</source>
        <comment>several</comment>
        <translation>morts</translation>
    </message>
    <message>
        <source>stuck</source>
        <comment>several</comment>
        <translation>bloqués</translation>
    </message>
    <message>
        <source>dying</source>
        <comment>several</comment>
        <translation>mourants</translation>
    </message>
    <message>
        <source>moving</source>
        <comment>several</comment>
        <translation>en mouvement</translation>
    </message>
    <message>
        <source>diverged</source>
        <translation>divergé</translation>
    </message>
    <message>
        <source>converged</source>
        <translation>convergé</translation>
    </message>
    <message>
        <source>dead</source>
        <translation>mort</translation>
    </message>
    <message>
        <source>stuck</source>
        <translation>bloqué</translation>
    </message>
    <message>
        <source>dying</source>
        <translation>mourant</translation>
    </message>
    <message>
        <source>moving</source>
        <translation>en mouvement</translation>
    </message>
</context>
<context>
    <name>FatesView</name>
    <message>
        <source>1 run</source>
        <translation>1 parcours</translation>
    </message>
    <message>
        <source>{count} runs</source>
        <translation>{count} parcours</translation>
    </message>
    <message>
        <source>{count} runs, shares of {drawn} drawn</source>
        <translation>{count} parcours, parts de {drawn} tirés</translation>
    </message>
    <message>
        <source>converged of {count} each</source>
        <translation>convergés, sur {count} chacun</translation>
    </message>
    <message>
        <source>converged, of 1 run each</source>
        <translation>convergés, sur 1 parcours chacun</translation>
    </message>
    <message>
        <source>Fates</source>
        <translation>Sorts</translation>
    </message>
    <message>
        <source>Place a start to see its fate</source>
        <translation>Placez un départ pour voir son sort</translation>
    </message>
    <message>
        <source>others</source>
        <translation>autres</translation>
    </message>
    <message>
        <source>runs</source>
        <translation>parcours</translation>
    </message>
    <message>
        <source>share</source>
        <translation>part</translation>
    </message>
    <message>
        <source>95&#xa0;% interval</source>
        <translation>intervalle à 95&#xa0;%</translation>
    </message>
    <message>
        <source>95&#xa0;% of {count} drawn</source>
        <translation>95&#xa0;% sur {count} tirés</translation>
    </message>
    <message>
        <source>and {count} more</source>
        <translation>et {count} de plus</translation>
    </message>
</context>
<context>
    <name>LandscapeView</name>
    <message>
        <source>loss (square-root scale)</source>
        <translation>perte (échelle en racine carrée)</translation>
    </message>
    <message>
        <source>kink at {name} = 0</source>
        <translation>coude en {name} = 0</translation>
    </message>
    <message>
        <source>Click the curve to place a start</source>
        <translation>Cliquez sur le paysage pour placer un départ</translation>
    </message>
    <message>
        <source>Click the surface to place a start</source>
        <translation>Cliquez sur le paysage pour placer un départ</translation>
    </message>
    <message>
        <source>Click the map to place a start</source>
        <translation>Cliquez sur le paysage pour placer un départ</translation>
    </message>
    <message>
        <source>step {step}</source>
        <translation>pas {step}</translation>
    </message>
    <message>
        <source>contour {loss}</source>
        <translation>ligne de niveau {loss}</translation>
    </message>
    <message>
        <source>loss {loss} · slope {slope}</source>
        <translation>perte {loss} · pente {slope}</translation>
    </message>
    <message>
        <source>gradient ({parts}), size {size}</source>
        <translation>gradient ({parts}), norme {size}</translation>
    </message>
    <message>
        <source>loss {loss}</source>
        <translation>perte {loss}</translation>
    </message>
    <message>
        <source>trails of {drawn} of {count} runs</source>
        <translation>tracés de {drawn} parcours sur {count}</translation>
    </message>
    <message>
        <source>trails of {drawn} of {count} runs, spread over the order of starts</source>
        <translation>tracés de {drawn} parcours sur {count}, répartis sur l’ordre des départs</translation>
    </message>
    <message>
        <source>loss (logarithmic)</source>
        <translation>perte (logarithmique)</translation>
    </message>
    <message>
        <source>loss</source>
        <translation>perte</translation>
    </message>
    <message>
        <source>the path has no plane: it stands still</source>
        <translation>pas de plan du parcours&#xa0;: il est immobile</translation>
    </message>
    <message>
        <source>The cut is not above {loss}, the lowest loss that there can be: raise it</source>
        <translation>La coupe n’est pas au-dessus de {loss}, la plus petite perte possible&#xa0;: relevez-la</translation>
    </message>
    <message>
        <source>The cut at {cut} is below the lowest loss in view, {loss}: raise it</source>
        <translation>La coupe à {cut} est au-dessous de la plus petite perte visible, {loss}&#xa0;: relevez-la</translation>
    </message>
    <message>
        <source>Next to nothing of the surface is below the cut at {cut}: raise it</source>
        <translation>Presque rien de la surface n’est au-dessous de la coupe à {cut}&#xa0;: relevez-la</translation>
    </message>
    <message>
        <source>the path has no plane yet: it takes three points</source>
        <translation>pas encore de plan du parcours&#xa0;: il faut trois points</translation>
    </message>
    <message>
        <source>plane of the path before</source>
        <translation>plan du parcours précédent</translation>
    </message>
    <message>
        <source>plane of the path · {share} of its variance</source>
        <translation>plan du parcours · {share} de sa variance</translation>
    </message>
    <message>
        <source>{note} · at the playhead {away} beside it</source>
        <translation>{note} · à {away} de lui au pas montré</translation>
    </message>
</context>
<context>
    <name>NeuronView</name>
    <message>
        <source>teacher</source>
        <translation>maître</translation>
    </message>
    <message>
        <source>inputs</source>
        <translation>entrées</translation>
    </message>
    <message>
        <source>student</source>
        <translation>élève</translation>
    </message>
    <message>
        <source>active</source>
        <translation>actif</translation>
    </message>
    <message>
        <source>Neuron</source>
        <translation>Neurone</translation>
    </message>
    <message>
        <source>over x</source>
        <translation>en fonction de x</translation>
    </message>
</context>
<context>
    <name>Numbers</name>
    <message>
        <source>, </source>
        <translation>&#xa0;; </translation>
    </message>
    <message>
        <source>no number</source>
        <translation>pas un nombre</translation>
    </message>
    <message>
        <source>infinite</source>
        <translation>infini</translation>
    </message>
    <message>
        <source>infinite, below 0</source>
        <translation>infini, sous 0</translation>
    </message>
</context>
<context>
    <name>Parameter</name>
    <message>
        <source>weight</source>
        <translation>poids</translation>
    </message>
    <message>
        <source>bias</source>
        <translation>biais</translation>
    </message>
    <message>
        <source>output weight</source>
        <translation>poids de sortie</translation>
    </message>
    <message>
        <source>output bias</source>
        <translation>biais de sortie</translation>
    </message>
    <message>
        <source>PC 1 ({share} of the path&apos;s variance)</source>
        <translation>PC 1 ({share} de la variance du parcours)</translation>
    </message>
</context>
<context>
    <name>PushView</name>
    <message>
        <source>Push</source>
        <translation>Poussée</translation>
    </message>
    <message>
        <source>of each input x: up raises the parameter</source>
        <translation>de chaque x&#xa0;: vers le haut, il croît</translation>
    </message>
    <message>
        <source>{shown} of {count} parameters</source>
        <translation>{shown} sur {count} paramètres</translation>
    </message>
    <message>
        <source>up raises the parameter</source>
        <translation>vers le haut, le paramètre croît</translation>
    </message>
    <message>
        <source>they cancel</source>
        <translation>elles s’annulent</translation>
    </message>
    <message>
        <source>no push on average</source>
        <translation>nulle en moyenne</translation>
    </message>
    <message>
        <source>no push</source>
        <translation>nulle</translation>
    </message>
    <message>
        <source>no say</source>
        <translation>sans voix</translation>
    </message>
    <message>
        <source>each sample</source>
        <translation>chaque exemple</translation>
    </message>
    <message>
        <source>1 in {every} of {count} samples</source>
        <translation>1 sur {every} des {count} exemples</translation>
    </message>
    <message>
        <source>1 in {every} samples</source>
        <translation>1 exemple sur {every}</translation>
    </message>
    <message>
        <source>batch: {slope}</source>
        <translation>lot&#xa0;: {slope}</translation>
    </message>
    <message>
        <source>ticks × {factor}</source>
        <translation>traits × {factor}</translation>
    </message>
</context>
<context>
    <name>StandingsView</name>
    <message>
        <source>median {loss}</source>
        <translation>médiane {loss}</translation>
    </message>
    <message>
        <source>median loss {loss}</source>
        <translation>perte médiane {loss}</translation>
    </message>
</context>
<context>
    <name>StepsView</name>
    <message>
        <source>{count} racers · log</source>
        <translation>{count} concurrents · log</translation>
    </message>
    <message>
        <source>log</source>
        <translation>log</translation>
    </message>
    <message>
        <source>1 run · log</source>
        <translation>1 parcours · log</translation>
    </message>
    <message>
        <source>{count} runs · log</source>
        <translation>{count} parcours · log</translation>
    </message>
    <message>
        <source>{drawn} of {count} runs · log</source>
        <translation>{drawn} parcours sur {count} · log</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>Perte</translation>
    </message>
    <message>
        <source>Weight w</source>
        <translation>Poids w</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>Paramètres</translation>
    </message>
    <message>
        <source>over epochs</source>
        <translation>au fil des époques</translation>
    </message>
    <message>
        <source>over steps</source>
        <translation>au fil des pas</translation>
    </message>
</context>
<context>
    <name>UpdateView</name>
    <message>
        <source>batch</source>
        <translation>lot</translation>
    </message>
    <message>
        <source>expected: {slope}</source>
        <translation>en espérance&#xa0;: {slope}</translation>
    </message>
    <message>
        <source>There is no run.</source>
        <translation>Il n’y a pas de parcours.</translation>
    </message>
    <message>
        <source>The run has diverged: no step leads on.</source>
        <translation>Le parcours a divergé&#xa0;: aucun pas ne mène plus loin.</translation>
    </message>
    <message>
        <source>The start was being moved: its steps are not traced.</source>
        <translation>On déplaçait le départ&#xa0;: ses pas ne sont pas retracés.</translation>
    </message>
    <message>
        <source>Following the optimizer to step {step}…</source>
        <translation>On suit l’optimiseur jusqu’au pas {step}…</translation>
    </message>
    <message>
        <source>Update</source>
        <translation>Mise à jour</translation>
    </message>
    <message>
        <source>step {here} → {there}</source>
        <translation>pas {here} → {there}</translation>
    </message>
    <message>
        <source>Nesterov’s momentum</source>
        <translation>Inertie de Nesterov</translation>
    </message>
    <message>
        <source>SGD with momentum</source>
        <translation>SGD avec inertie</translation>
    </message>
    <message>
        <source>{rule}, exact gradient</source>
        <translation>{rule}, gradient exact</translation>
    </message>
    <message>
        <source>{rule}, batch of {size}</source>
        <translation>{rule}, lot de {size}</translation>
    </message>
    <message>
        <source>m: the momentum</source>
        <translation>m&#xa0;: l’inertie</translation>
    </message>
    <message>
        <source>t = {count}: the optimizer’s step</source>
        <translation>t = {count}&#xa0;: le pas de l’optimiseur</translation>
    </message>
    <message>
        <source>k = {step}: the step</source>
        <translation>k = {step}&#xa0;: le pas</translation>
    </message>
    <message>
        <source>{shown} of {count} equations: a larger panel shows all</source>
        <translation>{shown} des {count} équations&#xa0;: un panneau plus grand les montre toutes</translation>
    </message>
    <message>
        <source>next: {here} → {there}</source>
        <translation>suivant&#xa0;: {here} → {there}</translation>
    </message>
    <message>
        <source>g: the gradient</source>
        <translation>g&#xa0;: le gradient</translation>
    </message>
    <message>
        <source>η: the learning rate</source>
        <translation>η&#xa0;: le taux d’apprentissage</translation>
    </message>
    <message>
        <source>m: a moving mean of the gradients</source>
        <translation>m&#xa0;: une moyenne mobile des gradients</translation>
    </message>
    <message>
        <source>s: a moving mean of their squares</source>
        <translation>s&#xa0;: une moyenne mobile de leurs carrés</translation>
    </message>
    <message>
        <source>s: the sum of their squares</source>
        <translation>s&#xa0;: la somme de leurs carrés</translation>
    </message>
</context>
<context>
    <name>Verdict</name>
    <message>
        <source>The first one begins at step {step}.</source>
        <translation>Le premier commence au pas {step}.</translation>
    </message>
    <message>
        <source>No run has begun at this step</source>
        <translation>Aucun parcours n’a commencé à ce pas</translation>
    </message>
    <message>
        <source>No run yet</source>
        <translation>Aucun parcours</translation>
    </message>
    <message>
        <source>Click the landscape to place a start.</source>
        <translation>Cliquez sur le paysage pour placer un départ.</translation>
    </message>
    <message>
        <source>loss {loss}</source>
        <translation>perte {loss}</translation>
    </message>
    <message>
        <source>Diverged at step {step}</source>
        <translation>Divergé au pas {step}</translation>
    </message>
    <message>
        <source>at its start</source>
        <translation>au départ</translation>
    </message>
    <message>
        <source>at step {step}</source>
        <translation>au pas {step}</translation>
    </message>
    <message>
        <source>A parameter went beyond {limit}; the last point before: {numbers}.</source>
        <translation>Un paramètre a dépassé {limit}&#xa0;; le dernier point avant&#xa0;: {numbers}.</translation>
    </message>
    <message>
        <source>at the last point</source>
        <translation>au dernier point</translation>
    </message>
    <message>
        <source>At learning rate {rate} the weight decay of {decay} multiplies each parameter by {factor} a step.</source>
        <translation>Avec le taux d’apprentissage {rate}, la décroissance des poids de {decay} multiplie chaque paramètre par {factor} à chaque pas.</translation>
    </message>
    <message>
        <source>At learning rate {rate} the step to the last point was {size} long.</source>
        <translation>Avec le taux d’apprentissage {rate}, le pas jusqu’au dernier point était long de {size}.</translation>
    </message>
    <message>
        <source>Jumping to and fro: {name} between {low} and {high}</source>
        <translation>Va-et-vient&#xa0;: {name} entre {low} et {high}</translation>
    </message>
    <message>
        <source>at the minimum</source>
        <translation>au minimum</translation>
    </message>
    <message>
        <source>Its steps, {size} long on average, lead back again and again.</source>
        <translation>Ses pas, longs de {size} en moyenne, le ramènent sans cesse en arrière.</translation>
    </message>
    <message>
        <source>Each step moves a parameter by about the learning rate, {rate}, however small the gradient.</source>
        <translation>Chaque pas déplace un paramètre d’à peu près le taux d’apprentissage, {rate}, si petit que soit le gradient.</translation>
    </message>
    <message>
        <source>Its learning rate was {rate}.</source>
        <translation>Son taux d’apprentissage était {rate}.</translation>
    </message>
    <message>
        <source>midway</source>
        <translation>à mi-chemin</translation>
    </message>
    <message>
        <source>Learning rate {rate} is the very one at which the curvature {where} lets no step shrink.</source>
        <translation>Avec le taux d’apprentissage {rate}, exactement la limite que fixe la courbure {where}, aucun pas ne raccourcit.</translation>
    </message>
    <message>
        <source>Learning rate {rate} is above {most}, the most that the curvature {where} allows.</source>
        <translation>Le taux d’apprentissage {rate} dépasse {most}, le plus grand que permette la courbure {where}.</translation>
    </message>
    <message>
        <source>Learning rate {rate} is above {most}, the most that the curvature {where} allows with Nesterov’s momentum {momentum}.</source>
        <translation>Le taux d’apprentissage {rate} dépasse {most}, le plus grand que permette la courbure {where} avec l’inertie de Nesterov {momentum}.</translation>
    </message>
    <message>
        <source>Learning rate {rate} is above {most}, the most that the curvature {where} allows with momentum {momentum}.</source>
        <translation>Le taux d’apprentissage {rate} dépasse {most}, le plus grand que permette la courbure {where} avec l’inertie {momentum}.</translation>
    </message>
    <message>
        <source>Converged: {numbers}</source>
        <translation>Convergé&#xa0;: {numbers}</translation>
    </message>
    <message>
        <source>Only {excess} above the lowest loss that there can be, {lowest}.</source>
        <translation>À {excess} seulement au-dessus de la plus petite perte possible, {lowest}.</translation>
    </message>
    <message>
        <source>Only {excess} above the lowest loss that this student can reach, {lowest}.</source>
        <translation>À {excess} seulement au-dessus de la plus petite perte que cet élève puisse atteindre, {lowest}.</translation>
    </message>
    <message>
        <source>That is as low as this student can reach: {lowest}.</source>
        <translation>Cet élève ne peut descendre plus bas&#xa0;: {lowest}.</translation>
    </message>
    <message>
        <source>The student does what the teacher does; what is left is the noise, {lowest}.</source>
        <translation>L’élève fait ce que fait le maître&#xa0;; il ne reste que le bruit, {lowest}.</translation>
    </message>
    <message>
        <source>The student does what the teacher does.</source>
        <translation>L’élève fait ce que fait le maître.</translation>
    </message>
    <message>
        <source>Dead: no input reaches the neuron</source>
        <translation>Mort&#xa0;: aucune entrée n’atteint le neurone</translation>
    </message>
    <message>
        <source>Dead: no input reaches any unit</source>
        <translation>Mort&#xa0;: aucune entrée n’atteint une unité</translation>
    </message>
    <message>
        <source>Dead: active on only {share} of the inputs</source>
        <translation>Mort&#xa0;: actif sur {share} des entrées seulement</translation>
    </message>
    <message>
        <source>Dead: no unit is active on more than {share} of the inputs</source>
        <translation>Mort&#xa0;: aucune unité n’est active sur plus de {share} des entrées</translation>
    </message>
    <message>
        <source>Only the output bias still learns: {numbers}.</source>
        <translation>Seul le biais de sortie apprend encore&#xa0;: {numbers}.</translation>
    </message>
    <message>
        <source>Where the neuron is silent nothing moves it: the gradient is {slope}, at {numbers}.</source>
        <translation>Là où le neurone se tait, rien ne le fait bouger&#xa0;: le gradient vaut {slope}, avec {numbers}.</translation>
    </message>
    <message>
        <source>Stuck at {where}</source>
        <translation>Bloqué&#xa0;: {where}</translation>
    </message>
    <message>
        <source>The gradient has faded to {slope}, at a loss of {loss}.</source>
        <translation>Le gradient s’est éteint à {slope}, pour une perte de {loss}.</translation>
    </message>
    <message>
        <source>The gradient has faded to {slope}, at a loss of {loss}; this student can reach {lowest}.</source>
        <translation>Le gradient s’est éteint à {slope}, pour une perte de {loss}&#xa0;; cet élève peut atteindre {lowest}.</translation>
    </message>
    <message>
        <source>The gradient has faded to {slope}, at a loss of {loss}; the lowest there can be is {lowest}.</source>
        <translation>Le gradient s’est éteint à {slope}, pour une perte de {loss}&#xa0;; la plus petite possible est {lowest}.</translation>
    </message>
    <message>
        <source>Dying: only inputs {inputs} ({share}) reach the neuron</source>
        <translation>Mourant&#xa0;: seules les entrées {inputs} ({share}) atteignent le neurone</translation>
    </message>
    <message>
        <source>But those few still pull: the gradient is {slope}, at {numbers}.</source>
        <translation>Mais ces quelques entrées tirent encore&#xa0;: le gradient vaut {slope}, avec {numbers}.</translation>
    </message>
    <message>
        <source>Where all units are silent nothing moves them: the gradient is {slope}, at {numbers}.</source>
        <translation>Là où toutes les unités se taisent, rien ne les fait bouger&#xa0;: le gradient vaut {slope}, avec {numbers}.</translation>
    </message>
    <message>
        <source>At rest at {where}</source>
        <translation>Au repos&#xa0;: {where}</translation>
    </message>
    <message>
        <source>{active} of {count} units are active, on at most {share} of the inputs; {silence}.</source>
        <translation>Unités actives&#xa0;: {active} sur {count}, sur au plus {share} des entrées&#xa0;; {silence}.</translation>
    </message>
    <message>
        <source>Inputs {inputs} reach the neuron, {share} of all; {silence}.</source>
        <translation>Les entrées {inputs} atteignent le neurone, soit {share} de toutes&#xa0;; {silence}.</translation>
    </message>
    <message>
        <source>Only inputs {inputs} reach the neuron, {share} of all; {silence}.</source>
        <translation>Seules les entrées {inputs} atteignent le neurone, soit {share} de toutes&#xa0;; {silence}.</translation>
    </message>
    <message>
        <source>Dying: {active} of {count} units active, on at most {share} of the inputs</source>
        <translation>Mourant&#xa0;: unités actives {active} sur {count}, sur au plus {share} des entrées</translation>
    </message>
    <message>
        <source>Dying: inputs {inputs} ({share}) reach the neuron</source>
        <translation>Mourant&#xa0;: les entrées {inputs} ({share}) atteignent le neurone</translation>
    </message>
    <message>
        <source>{silence}: {numbers}.</source>
        <translation>{silence}&#xa0;: {numbers}.</translation>
    </message>
    <message>
        <source>there all that {parts} can learn is the target, 0; {bias} learns from all inputs</source>
        <translation>tout ce que {parts} peuvent y apprendre est la cible, 0&#xa0;; {bias} apprend de toutes les entrées</translation>
    </message>
    <message>
        <source>there nearly all that {parts} can learn is a target of 0, but for {rest} of the inputs; {bias} learns from all of them</source>
        <translation>presque tout ce que {parts} peuvent y apprendre est une cible nulle, sauf pour {rest} des entrées&#xa0;; {bias} apprend de toutes</translation>
    </message>
    <message>
        <source>w, b and v</source>
        <translation>w, b et v</translation>
    </message>
    <message>
        <source>the units</source>
        <translation>les unités</translation>
    </message>
    <message>
        <source>the output bias</source>
        <translation>le biais de sortie</translation>
    </message>
    <message>
        <source>there the target is 0, so all it can learn is {lesson}</source>
        <translation>la cible y vaut 0, donc tout ce qu’il peut apprendre est {lesson}</translation>
    </message>
    <message>
        <source>there the target is 0 but for {rest} of the inputs, so nearly all it can learn is {lesson}</source>
        <translation>la cible y vaut 0 sauf pour {rest} des entrées, donc presque tout ce qu’il peut apprendre est {lesson}</translation>
    </message>
    <message>
        <source>a weight nearer to 0</source>
        <translation>un poids plus proche de 0</translation>
    </message>
    <message>
        <source>a smaller output</source>
        <translation>une sortie plus petite</translation>
    </message>
    <message>
        <source>At its start: {numbers}</source>
        <translation>À son départ&#xa0;: {numbers}</translation>
    </message>
    <message>
        <source>Moving: {loss} and falling</source>
        <translation>En mouvement&#xa0;: {loss} et en baisse</translation>
    </message>
    <message>
        <source>Moving: {loss} and rising</source>
        <translation>En mouvement&#xa0;: {loss} et en hausse</translation>
    </message>
    <message>
        <source>Moving slowly: {loss}</source>
        <translation>En lent mouvement&#xa0;: {loss}</translation>
    </message>
    <message>
        <source>Inputs {inputs} reach the neuron, {share} of all.</source>
        <translation>Les entrées {inputs} atteignent le neurone, soit {share} de toutes.</translation>
    </message>
    <message>
        <source>All inputs reach the neuron.</source>
        <translation>Toutes les entrées atteignent le neurone.</translation>
    </message>
    <message>
        <source>{active} of {count} units are active, on at most {share} of the inputs.</source>
        <translation>Unités actives&#xa0;: {active} sur {count}, sur au plus {share} des entrées.</translation>
    </message>
    <message>
        <source>The gradient is {gradient}: a larger {name} lowers the loss.</source>
        <translation>Le gradient vaut {gradient}&#xa0;: un {name} plus grand réduit la perte.</translation>
    </message>
    <message>
        <source>The gradient is {gradient}: a smaller {name} lowers the loss.</source>
        <translation>Le gradient vaut {gradient}&#xa0;: un {name} plus petit réduit la perte.</translation>
    </message>
    <message>
        <source>The gradient’s size is {gradient}: above all it asks for a larger {name}.</source>
        <translation>La norme du gradient est {gradient}&#xa0;: il demande surtout un {name} plus grand.</translation>
    </message>
    <message>
        <source>The gradient’s size is {gradient}: above all it asks for a smaller {name}.</source>
        <translation>La norme du gradient est {gradient}&#xa0;: il demande surtout un {name} plus petit.</translation>
    </message>
    <message>
        <source>{share} of all {count} runs have succeeded so far</source>
        <translation>{share} des {count} parcours ont réussi jusqu’ici</translation>
    </message>
    <message>
        <source>{share} of all {count} starts succeed</source>
        <translation>{share} des {count} départs réussissent</translation>
    </message>
    <message>
        <source>But it still moves: its momentum may carry it to other targets.</source>
        <translation>Mais il bouge encore&#xa0;: son inertie peut le porter vers d’autres cibles.</translation>
    </message>
    <message>
        <source>A target other than 0 would take a unit with w {sign} 0 or b &gt; 0.</source>
        <translation>Pour une cible non nulle, il faudrait une unité avec w {sign} 0 ou b &gt; 0.</translation>
    </message>
    <message>
        <source>A target other than 0 would take a unit with w {sign} 0 or a kink beyond x = {end}.</source>
        <translation>Pour une cible non nulle, il faudrait une unité avec w {sign} 0 ou un coude au-delà de x = {end}.</translation>
    </message>
    <message>
        <source>A target other than 0 would take w {sign} 0.</source>
        <translation>Pour une cible non nulle, il faudrait w {sign} 0.</translation>
    </message>
    <message>
        <source>A target other than 0 would take w {sign} 0 or b &gt; 0.</source>
        <translation>Pour une cible non nulle, il faudrait w {sign} 0 ou b &gt; 0.</translation>
    </message>
    <message>
        <source>A target other than 0 would take w {sign} 0 or a kink beyond x = {end}.</source>
        <translation>Pour une cible non nulle, il faudrait w {sign} 0 ou un coude au-delà de x = {end}.</translation>
    </message>
    <message>
        <source>At this w it would take b &gt; {bias} to be active on {share} of the inputs.</source>
        <translation>Avec ce w, il faudrait b &gt; {bias} pour être actif sur {share} des entrées.</translation>
    </message>
</context>
</TS>
