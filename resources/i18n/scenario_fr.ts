<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr" sourcelanguage="en">
<context>
    <name>Choice</name>
    <message>
        <source>weight</source>
        <translation>poids</translation>
    </message>
    <message>
        <source>weight and bias</source>
        <translation>poids et biais</translation>
    </message>
    <message>
        <source>weight, bias and output</source>
        <translation>poids, biais et sortie</translation>
    </message>
    <message>
        <source>hidden layer</source>
        <translation>couche cachée</translation>
    </message>
    <message>
        <source>normal</source>
        <translation>normale</translation>
    </message>
    <message>
        <source>uniform</source>
        <translation>uniforme</translation>
    </message>
    <message>
        <source>mini-batch</source>
        <translation>mini-lot</translation>
    </message>
    <message>
        <source>exact</source>
        <translation>exact</translation>
    </message>
    <message>
        <source>automatic</source>
        <translation>automatique</translation>
    </message>
    <message>
        <source>Glorot uniform</source>
        <translation>Glorot uniforme</translation>
    </message>
    <message>
        <source>He normal</source>
        <translation>He normale</translation>
    </message>
    <message>
        <source>zeros</source>
        <translation>zéros</translation>
    </message>
    <message>
        <source>curve</source>
        <translation>courbe</translation>
    </message>
    <message>
        <source>map</source>
        <translation>carte</translation>
    </message>
    <message>
        <source>surface</source>
        <translation>surface</translation>
    </message>
    <message>
        <source>logarithmic</source>
        <translation>logarithmique</translation>
    </message>
    <message>
        <source>linear</source>
        <translation>linéaire</translation>
    </message>
    <message>
        <source>light</source>
        <translation>clair</translation>
    </message>
    <message>
        <source>dark</source>
        <translation>sombre</translation>
    </message>
    <message>
        <source>transparent</source>
        <translation>transparent</translation>
    </message>
    <message>
        <source>even in steps</source>
        <translation>régulier en pas</translation>
    </message>
    <message>
        <source>slow, fast, slow</source>
        <translation>lent, rapide, lent</translation>
    </message>
    <message>
        <source>even along the paths</source>
        <translation>régulier le long des parcours</translation>
    </message>
    <message>
        <source>by the shape</source>
        <translation>selon la forme</translation>
    </message>
    <message>
        <source>beside the landscape</source>
        <translation>à côté du paysage</translation>
    </message>
    <message>
        <source>below the landscape</source>
        <translation>sous le paysage</translation>
    </message>
    <message>
        <source>landscape</source>
        <translation>paysage</translation>
    </message>
    <message>
        <source>neuron</source>
        <translation>neurone</translation>
    </message>
    <message>
        <source>push</source>
        <translation>poussée</translation>
    </message>
    <message>
        <source>loss</source>
        <translation>perte</translation>
    </message>
    <message>
        <source>parameters</source>
        <translation>paramètres</translation>
    </message>
    <message>
        <source>fates</source>
        <translation>sorts</translation>
    </message>
    <message>
        <source>update</source>
        <translation>mise à jour</translation>
    </message>
    <message>
        <source>by fate</source>
        <translation>selon le sort</translation>
    </message>
    <message>
        <source>blue</source>
        <translation>bleu</translation>
    </message>
    <message>
        <source>red</source>
        <translation>rouge</translation>
    </message>
    <message>
        <source>green</source>
        <translation>vert</translation>
    </message>
    <message>
        <source>purple</source>
        <translation>violet</translation>
    </message>
    <message>
        <source>grey</source>
        <translation>gris</translation>
    </message>
    <message>
        <source>orange</source>
        <translation>orange</translation>
    </message>
    <message>
        <source>sky blue</source>
        <translation>bleu ciel</translation>
    </message>
    <message>
        <source>brown</source>
        <translation>brun</translation>
    </message>
    <message>
        <source>another one</source>
        <translation>une autre</translation>
    </message>
    <message>
        <source>random</source>
        <translation>aléatoire</translation>
    </message>
    <message>
        <source>grid</source>
        <translation>grille</translation>
    </message>
</context>
<context>
    <name>Doubt</name>
    <message>
        <source>trains just as the scenario without it: it changes nothing</source>
        <translation>s’entraîne comme le scénario lui-même&#xa0;: rien n’y change</translation>
    </message>
    <message>
        <source>trains just as {other}</source>
        <translation>s’entraîne comme {other}</translation>
    </message>
    <message>
        <source>&quot;{color}&quot; is the colour of {other}, too</source>
        <translation>&quot;{color}&quot; est aussi la couleur de {other}</translation>
    </message>
    <message>
        <source>its student has no such parameter, so that it trains without {keys}</source>
        <translation>son élève n’a pas ce paramètre, et s’entraîne sans {keys}</translation>
    </message>
</context>
<context>
    <name>Field</name>
    <message>
        <source>View</source>
        <translation>Vue</translation>
    </message>
    <message>
        <source>A curve over one parameter, or a map or a surface in 3-D over two.</source>
        <translation>Une courbe sur un paramètre, ou une carte ou une surface en 3D sur deux.</translation>
    </message>
    <message>
        <source>Gradient field</source>
        <translation>Champ de gradient</translation>
    </message>
    <message>
        <source>Arrows of −∇L on the map; the shorter, the smaller the gradient; below 10⁻¹² the map is shaded.</source>
        <translation>Des flèches de −∇L sur la carte&#xa0;; plus elles sont courtes, plus le gradient est petit&#xa0;; au-dessous de 10⁻¹², la carte est grisée.</translation>
    </message>
    <message>
        <source>Basin map</source>
        <translation>Carte des bassins</translation>
    </message>
    <message>
        <source>Colours the landscape by where a training from each place would end up.</source>
        <translation>Colore le paysage selon l’endroit où aboutirait un entraînement parti de chaque point.</translation>
    </message>
    <message>
        <source>After steps</source>
        <translation>Après</translation>
    </message>
    <message>
        <source>How many updates each start of the basin map makes.</source>
        <translation>Combien de mises à jour fait chaque départ de la carte des bassins.</translation>
    </message>
    <message>
        <source>Across</source>
        <translation>En abscisse</translation>
    </message>
    <message>
        <source>The parameter across, such as weight or weight[0].</source>
        <translation>Le paramètre en abscisse, comme weight ou weight[0].</translation>
    </message>
    <message>
        <source>Up</source>
        <translation>En ordonnée</translation>
    </message>
    <message>
        <source>The parameter upwards, such as bias or output_weight.</source>
        <translation>Le paramètre en ordonnée, comme bias ou output_weight.</translation>
    </message>
    <message>
        <source>Range across</source>
        <translation>Étendue horizontale</translation>
    </message>
    <message>
        <source>The ends of the axis across.</source>
        <translation>Les bouts de l’axe horizontal.</translation>
    </message>
    <message>
        <source>Range up</source>
        <translation>Étendue verticale</translation>
    </message>
    <message>
        <source>The ends of the axis upwards.</source>
        <translation>Les bouts de l’axe vertical.</translation>
    </message>
    <message>
        <source>Azimuth</source>
        <translation>Azimut</translation>
    </message>
    <message>
        <source>From where the surface is seen, counterclockwise from the direction of the parameter across.</source>
        <translation>D’où la surface est vue, dans le sens trigonométrique à partir de la direction du paramètre en abscisse.</translation>
    </message>
    <message>
        <source>Elevation</source>
        <translation>Élévation</translation>
    </message>
    <message>
        <source>How high above the horizon the surface is seen from; at 90 it is a map.</source>
        <translation>À quelle hauteur au-dessus de l’horizon la surface est vue&#xa0;; à 90, c’est une carte.</translation>
    </message>
    <message>
        <source>Height</source>
        <translation>Hauteur</translation>
    </message>
    <message>
        <source>Logarithmic, so that the flat part and the minimum are both seen, or linear.</source>
        <translation>Logarithmique, pour voir à la fois la partie plate et le minimum, ou linéaire.</translation>
    </message>
    <message>
        <source>Cut at</source>
        <translation>Coupée à</translation>
    </message>
    <message>
        <source>The loss at which the surface is cut off; what is left takes the whole height.</source>
        <translation>La perte à laquelle la surface est coupée&#xa0;; le reste occupe toute la hauteur.</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Taille</translation>
    </message>
    <message>
        <source>Width and height.</source>
        <translation>Largeur et hauteur.</translation>
    </message>
    <message>
        <source>Frame rate</source>
        <translation>Cadence</translation>
    </message>
    <message>
        <source>Frames a second.</source>
        <translation>Images par seconde.</translation>
    </message>
    <message>
        <source>Duration</source>
        <translation>Durée</translation>
    </message>
    <message>
        <source>How long the film lasts before it holds.</source>
        <translation>Combien de temps le film dure avant de s’arrêter sur la fin.</translation>
    </message>
    <message>
        <source>Hold</source>
        <translation>Arrêt final</translation>
    </message>
    <message>
        <source>How long the last frame stands still.</source>
        <translation>Combien de temps la dernière image reste immobile.</translation>
    </message>
    <message>
        <source>Pace</source>
        <translation>Allure</translation>
    </message>
    <message>
        <source>How the frames share out the steps: evenly; slow, fast, slow; or so that the paths grow evenly in length.</source>
        <translation>Comment les images se partagent les pas&#xa0;: régulièrement&#xa0;; lentement, vite, lentement&#xa0;; ou de sorte que les parcours s’allongent régulièrement.</translation>
    </message>
    <message>
        <source>Back to the start</source>
        <translation>Retour au début</translation>
    </message>
    <message>
        <source>After the hold the film runs backwards to its first frame.</source>
        <translation>Après l’arrêt, le film revient en arrière jusqu’à sa première image.</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Thème</translation>
    </message>
    <message>
        <source>The colours.</source>
        <translation>Les couleurs.</translation>
    </message>
    <message>
        <source>Panels</source>
        <translation>Panneaux</translation>
    </message>
    <message>
        <source>What the picture shows.</source>
        <translation>Ce que l’image montre.</translation>
    </message>
    <message>
        <source>Layout</source>
        <translation>Disposition</translation>
    </message>
    <message>
        <source>Where the other panels stand: beside the landscape or below it; by itself, beside in wide pictures.</source>
        <translation>Où se trouvent les autres panneaux&#xa0;: à côté du paysage ou dessous&#xa0;; d’office, à côté dans les images larges.</translation>
    </message>
    <message>
        <source>Caption</source>
        <translation>Légende</translation>
    </message>
    <message>
        <source>A line at the foot of the picture, such as what to look at.</source>
        <translation>Une ligne au pied de l’image, par exemple ce qu’il faut regarder.</translation>
    </message>
    <message>
        <source>Inputs</source>
        <translation>Entrées</translation>
    </message>
    <message>
        <source>The distribution of the inputs x.</source>
        <translation>La loi des entrées x.</translation>
    </message>
    <message>
        <source>Mean</source>
        <translation>Moyenne</translation>
    </message>
    <message>
        <source>The mean of the inputs.</source>
        <translation>La moyenne des entrées.</translation>
    </message>
    <message>
        <source>Standard deviation</source>
        <translation>Écart-type</translation>
    </message>
    <message>
        <source>The standard deviation of the inputs.</source>
        <translation>L’écart-type des entrées.</translation>
    </message>
    <message>
        <source>Low</source>
        <translation>Minimum</translation>
    </message>
    <message>
        <source>The lower end of the inputs.</source>
        <translation>La borne inférieure des entrées.</translation>
    </message>
    <message>
        <source>High</source>
        <translation>Maximum</translation>
    </message>
    <message>
        <source>The upper end of the inputs.</source>
        <translation>La borne supérieure des entrées.</translation>
    </message>
    <message>
        <source>Noise</source>
        <translation>Bruit</translation>
    </message>
    <message>
        <source>The standard deviation of the Gaussian noise added to the targets.</source>
        <translation>L’écart-type du bruit gaussien ajouté aux cibles.</translation>
    </message>
    <message>
        <source>Weight</source>
        <translation>Poids</translation>
    </message>
    <message>
        <source>The teacher&apos;s weight.</source>
        <translation>Le poids du maître.</translation>
    </message>
    <message>
        <source>Bias</source>
        <translation>Biais</translation>
    </message>
    <message>
        <source>The teacher&apos;s bias.</source>
        <translation>Le biais du maître.</translation>
    </message>
    <message>
        <source>Output weight</source>
        <translation>Poids de sortie</translation>
    </message>
    <message>
        <source>The teacher&apos;s output weight.</source>
        <translation>Le poids de sortie du maître.</translation>
    </message>
    <message>
        <source>Variant</source>
        <translation>Variante</translation>
    </message>
    <message>
        <source>Which parameters the student has.</source>
        <translation>Les paramètres que possède l’élève.</translation>
    </message>
    <message>
        <source>Activation</source>
        <translation>Activation</translation>
    </message>
    <message>
        <source>The function that the unit applies.</source>
        <translation>La fonction que le neurone applique.</translation>
    </message>
    <message>
        <source>Negative slope</source>
        <translation>Pente négative</translation>
    </message>
    <message>
        <source>The slope of the leaky ReLU below 0.</source>
        <translation>La pente de la Leaky ReLU au-dessous de 0.</translation>
    </message>
    <message>
        <source>Hidden units</source>
        <translation>Neurones cachés</translation>
    </message>
    <message>
        <source>How many units the hidden layer has.</source>
        <translation>Combien de neurones compte la couche cachée.</translation>
    </message>
    <message>
        <source>Optimizer</source>
        <translation>Optimiseur</translation>
    </message>
    <message>
        <source>The update rule, with Keras&apos;s name and defaults.</source>
        <translation>La règle de mise à jour, avec le nom et les valeurs par défaut de Keras.</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>Taux d’apprentissage</translation>
    </message>
    <message>
        <source>How far one step follows the gradient: w ← w − η · gradient.</source>
        <translation>Jusqu’où un pas suit le gradient&#xa0;: w ← w − η · gradient.</translation>
    </message>
    <message>
        <source>Momentum</source>
        <translation>Inertie</translation>
    </message>
    <message>
        <source>The part of the last step that is taken again.</source>
        <translation>La part du pas précédent qui est reprise.</translation>
    </message>
    <message>
        <source>Nesterov</source>
        <translation>Nesterov</translation>
    </message>
    <message>
        <source>Whether the momentum looks ahead.</source>
        <translation>Si l’inertie anticipe.</translation>
    </message>
    <message>
        <source>Gradient</source>
        <translation>Gradient</translation>
    </message>
    <message>
        <source>Mini-batch: a fresh batch each step, as Keras would see it. Exact: the gradient of the expected loss.</source>
        <translation>Mini-lot&#xa0;: un nouveau lot à chaque pas, comme Keras le verrait. Exact&#xa0;: le gradient de l’espérance de la perte.</translation>
    </message>
    <message>
        <source>Batch size</source>
        <translation>Taille de lot</translation>
    </message>
    <message>
        <source>How many inputs each step sees.</source>
        <translation>Combien d’entrées chaque pas voit.</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>Pas</translation>
    </message>
    <message>
        <source>How many updates the training makes.</source>
        <translation>Combien de mises à jour l’entraînement fait.</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Graine</translation>
    </message>
    <message>
        <source>The number that the batches are drawn from; the same seed gives the same path.</source>
        <translation>Le nombre dont les lots sont tirés&#xa0;; la même graine donne le même parcours.</translation>
    </message>
    <message>
        <source>Engine</source>
        <translation>Moteur</translation>
    </message>
    <message>
        <source>What computes the steps; both give the same path.</source>
        <translation>Ce qui calcule les pas&#xa0;; les deux donnent le même parcours.</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>Précision</translation>
    </message>
    <message>
        <source>The floating-point numbers that the parameters are kept in.</source>
        <translation>Les nombres à virgule flottante dans lesquels les paramètres sont conservés.</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nom</translation>
    </message>
    <message>
        <source>The name, for SCENARIO: lesson/name. No other cue of the lesson has it.</source>
        <translation>Le nom, pour SCÉNARIO&#xa0;: leçon/nom. Aucune autre scène de la leçon ne le porte.</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Titre</translation>
    </message>
    <message>
        <source>The title, for lists and above the picture.</source>
        <translation>Le titre, pour les listes et au-dessus de l’image.</translation>
    </message>
    <message>
        <source>Words</source>
        <translation>Texte</translation>
    </message>
    <message>
        <source>The caption that the audience reads, one sentence or two.</source>
        <translation>La légende que lit le public, une phrase ou deux.</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Notes</translation>
    </message>
    <message>
        <source>What only the speaker reads.</source>
        <translation>Ce que seul l’orateur lit.</translation>
    </message>
    <message>
        <source>Ask first</source>
        <translation>Question d’abord</translation>
    </message>
    <message>
        <source>Stops, and shows the starts without fates and basins until they are revealed.</source>
        <translation>S’arrête, et montre les départs sans sorts ni bassins jusqu’à ce qu’ils soient révélés.</translation>
    </message>
    <message>
        <source>Plays by itself</source>
        <translation>Joue d’elle-même</translation>
    </message>
    <message>
        <source>Whether it plays as soon as it is shown, or revealed.</source>
        <translation>Si elle joue dès qu’elle est montrée, ou révélée.</translation>
    </message>
    <message>
        <source>Play to</source>
        <translation>Jouer jusqu’à</translation>
    </message>
    <message>
        <source>The step at which it stops; by default the last of the training.</source>
        <translation>Le pas où elle s’arrête&#xa0;; par défaut le dernier de l’entraînement.</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>Vitesse</translation>
    </message>
    <message>
        <source>How fast it plays.</source>
        <translation>À quelle vitesse elle joue.</translation>
    </message>
    <message>
        <source>What is shown; by default, what the cue before showed.</source>
        <translation>Ce qui est montré&#xa0;; par défaut, ce que montrait la scène précédente.</translation>
    </message>
    <message>
        <source>Fresh</source>
        <translation>À neuf</translation>
    </message>
    <message>
        <source>Whether the scenario begins with the defaults, not with that of the cue before.</source>
        <translation>Si le scénario part des valeurs par défaut, et non de celui de la scène précédente.</translation>
    </message>
    <message>
        <source>The title of the lesson.</source>
        <translation>Le titre de la leçon.</translation>
    </message>
    <message>
        <source>About</source>
        <translation>Sujet</translation>
    </message>
    <message>
        <source>What it is about, in a sentence.</source>
        <translation>De quoi il s’agit, en une phrase.</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>Ordre</translation>
    </message>
    <message>
        <source>Where it stands among the lessons; those of one number by name.</source>
        <translation>Sa place parmi les leçons&#xa0;; à nombre égal, par nom.</translation>
    </message>
    <message>
        <source>The title of the demonstration.</source>
        <translation>Le titre de la démonstration.</translation>
    </message>
    <message>
        <source>The initial weight.</source>
        <translation>Le poids initial.</translation>
    </message>
    <message>
        <source>The initial bias.</source>
        <translation>Le biais initial.</translation>
    </message>
    <message>
        <source>The initial output weight.</source>
        <translation>Le poids de sortie initial.</translation>
    </message>
    <message>
        <source>Output bias</source>
        <translation>Biais de sortie</translation>
    </message>
    <message>
        <source>The initial output bias.</source>
        <translation>Le biais de sortie initial.</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>Étiquette</translation>
    </message>
    <message>
        <source>The name of the run.</source>
        <translation>Le nom du parcours.</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>Couleur</translation>
    </message>
    <message>
        <source>Colour while moving</source>
        <translation>Couleur en mouvement</translation>
    </message>
    <message>
        <source>The run&apos;s colour while it is moving; then it has that of its fate (red stays while it is dying), and in a race that of its racer.</source>
        <translation>La couleur du parcours tant qu’il est en mouvement&#xa0;; ensuite il a celle de son sort (le rouge reste tant qu’il est mourant), et dans une course celle de son concurrent.</translation>
    </message>
    <message>
        <source>Starts</source>
        <translation>Départs</translation>
    </message>
    <message>
        <source>How the starts are made.</source>
        <translation>Comment les départs sont faits.</translation>
    </message>
    <message>
        <source>Count</source>
        <translation>Nombre</translation>
    </message>
    <message>
        <source>How many starts are drawn.</source>
        <translation>Combien de départs sont tirés.</translation>
    </message>
    <message>
        <source>Initializer</source>
        <translation>Initialiseur</translation>
    </message>
    <message>
        <source>The distribution of the initial weights, as Keras scales it.</source>
        <translation>La loi des poids initiaux, à l’échelle de Keras.</translation>
    </message>
    <message>
        <source>Bias initializer</source>
        <translation>Initialiseur du biais</translation>
    </message>
    <message>
        <source>The distribution of the initial biases.</source>
        <translation>La loi des biais initiaux.</translation>
    </message>
    <message>
        <source>Scale</source>
        <translation>Échelle</translation>
    </message>
    <message>
        <source>The scale of the initializers normal and uniform.</source>
        <translation>L’échelle des initialiseurs normal et uniform.</translation>
    </message>
    <message>
        <source>The number that the starts are drawn from.</source>
        <translation>Le nombre dont les départs sont tirés.</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>Poids</translation>
    </message>
    <message>
        <source>The weights of the grid.</source>
        <translation>Les poids de la grille.</translation>
    </message>
    <message>
        <source>Biases</source>
        <translation>Biais</translation>
    </message>
    <message>
        <source>The biases of the grid.</source>
        <translation>Les biais de la grille.</translation>
    </message>
    <message>
        <source>The name of the racer; by default, what it changes.</source>
        <translation>Le nom du concurrent&#xa0;; par défaut, ce qu’il change.</translation>
    </message>
    <message>
        <source>The colour of the racer; by default, one that no other racer has.</source>
        <translation>La couleur du concurrent&#xa0;; par défaut, une qu’aucun autre n’a.</translation>
    </message>
</context>
<context>
    <name>File</name>
    <message>
        <source>it is a folder, not a scenario file</source>
        <translation>c’est un dossier, pas un fichier de scénario</translation>
    </message>
    <message>
        <source>there is no such file</source>
        <translation>ce fichier n’existe pas</translation>
    </message>
    <message>
        <source>cannot be read: {reason}</source>
        <translation>lecture impossible&#xa0;: {reason}</translation>
    </message>
    <message>
        <source>larger than {megabytes} MB; a scenario is a small text file</source>
        <translation>plus de {megabytes} Mo&#xa0;; un scénario est un petit fichier de texte</translation>
    </message>
    <message>
        <source>line {line}: not UTF-8 text; save the file as UTF-8</source>
        <translation>ligne {line}&#xa0;: ce n’est pas du texte UTF-8&#xa0;; enregistrez le fichier en UTF-8</translation>
    </message>
    <message>
        <source>tables or lists are nested too deeply</source>
        <translation>tables ou listes trop profondément imbriquées</translation>
    </message>
    <message>
        <source>a whole number has too many digits</source>
        <translation>un nombre entier a trop de chiffres</translation>
    </message>
    <message>
        <source>not TOML: {problem}</source>
        <translation>ce n’est pas du TOML&#xa0;: {problem}</translation>
    </message>
    <message>
        <source>end of the file</source>
        <translation>fin du fichier</translation>
    </message>
    <message>
        <source>line {line}, column {column}</source>
        <translation>ligne {line}, colonne {column}</translation>
    </message>
    <message>
        <source>it is a lesson, not a scenario; a cue of it is called {file}/cue</source>
        <translation>c’est une leçon, pas un scénario&#xa0;; une de ses scènes s’appelle {file}/scène</translation>
    </message>
    <message>
        <source>it is a scenario, not a lesson: it has no cue {cue}</source>
        <translation>c’est un scénario, pas une leçon&#xa0;: il n’a pas de scène {cue}</translation>
    </message>
    <message>
        <source>no such scenario file; built-in scenarios: {scenarios}; lessons: {lessons}</source>
        <translation>fichier de scénario inconnu&#xa0;; scénarios fournis&#xa0;: {scenarios}&#xa0;; leçons&#xa0;: {lessons}</translation>
    </message>
    <message>
        <source>no such scenario file (it is a folder); built-in scenarios: {scenarios}; lessons: {lessons}</source>
        <translation>fichier de scénario inconnu (c’est un dossier)&#xa0;; scénarios fournis&#xa0;: {scenarios}&#xa0;; leçons&#xa0;: {lessons}</translation>
    </message>
</context>
<context>
    <name>Only</name>
    <message>
        <source>surface</source>
        <translation>surface</translation>
    </message>
    <message>
        <source>normal</source>
        <translation>normale</translation>
    </message>
    <message>
        <source>uniform</source>
        <translation>uniforme</translation>
    </message>
    <message>
        <source>leaky_relu</source>
        <translation>Leaky ReLU</translation>
    </message>
    <message>
        <source>hidden-layer</source>
        <translation>couche cachée</translation>
    </message>
    <message>
        <source>sgd</source>
        <translation>SGD</translation>
    </message>
    <message>
        <source>mini-batch</source>
        <translation>mini-lot</translation>
    </message>
    <message>
        <source>random</source>
        <translation>aléatoire</translation>
    </message>
    <message>
        <source>grid</source>
        <translation>grille</translation>
    </message>
</context>
<context>
    <name>Racer</name>
    <message>
        <source>no {label}</source>
        <translation>sans {label}</translation>
    </message>
    <message numerus="yes">
        <source>{count} hidden unit(s)</source>
        <translation>
            <numerusform>{count} neurone caché</numerusform>
            <numerusform>{count} neurones cachés</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count} step(s)</source>
        <translation>
            <numerusform>{count} pas</numerusform>
            <numerusform>{count} pas</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ScenarioError</name>
    <message>
        <source>; did you mean {name}?</source>
        <translation>&#xa0;; vouliez-vous dire {name}&#xa0;?</translation>
    </message>
    <message>
        <source>{place}: {what}</source>
        <translation>{place}&#xa0;: {what}</translation>
    </message>
    <message>
        <source>found {found}; allowed: {allowed}</source>
        <translation>trouvé&#xa0;: {found}&#xa0;; autorisé&#xa0;: {allowed}</translation>
    </message>
</context>
<context>
    <name>Setting</name>
    <message>
        <source>table.key=value, such as training.learning_rate=0.1</source>
        <translation>table.clé=valeur, comme training.learning_rate=0.1</translation>
    </message>
    <message>
        <source>table.key of a scenario</source>
        <translation>table.clé d’un scénario</translation>
    </message>
    <message>
        <source>no such key</source>
        <translation>une clé inconnue</translation>
    </message>
    <message>
        <source>{table}.0.key for the first [[{table}]] table, {table}.1.key for the second</source>
        <translation>{table}.0.clé pour la première table [[{table}]], {table}.1.clé pour la deuxième</translation>
    </message>
    <message>
        <source>{table}.0 to {table}.{last}</source>
        <translation>de {table}.0 à {table}.{last}</translation>
    </message>
    <message>
        <source>no such [[{table}]] table</source>
        <translation>une table [[{table}]] inconnue</translation>
    </message>
</context>
<context>
    <name>Toml</name>
    <message>
        <source>Invalid statement</source>
        <translation>instruction non valable</translation>
    </message>
    <message>
        <source>Invalid value</source>
        <translation>valeur non valable</translation>
    </message>
    <message>
        <source>Invalid initial character for a key part</source>
        <translation>une clé ne peut pas commencer par ce caractère</translation>
    </message>
    <message>
        <source>Invalid date or datetime</source>
        <translation>date ou heure non valable</translation>
    </message>
    <message>
        <source>Invalid hex value</source>
        <translation>valeur hexadécimale non valable</translation>
    </message>
    <message>
        <source>Expected newline or end of document after a statement</source>
        <translation>une fin de ligne ou de document était attendue après une instruction</translation>
    </message>
    <message>
        <source>Expected &apos;=&apos; after a key in a key/value pair</source>
        <translation>&apos;=&apos; était attendu après la clé</translation>
    </message>
    <message>
        <source>Expected &apos;]&apos; at the end of a table declaration</source>
        <translation>&apos;]&apos; était attendu à la fin de l’en-tête d’une table</translation>
    </message>
    <message>
        <source>Expected &apos;]]&apos; at the end of an array declaration</source>
        <translation>&apos;]]&apos; était attendu à la fin de l’en-tête d’un tableau de tables</translation>
    </message>
    <message>
        <source>Expected {what}</source>
        <translation>{what} était attendu</translation>
    </message>
    <message>
        <source>Unclosed array</source>
        <translation>liste non fermée</translation>
    </message>
    <message>
        <source>Unclosed inline table</source>
        <translation>table en ligne non fermée</translation>
    </message>
    <message>
        <source>Unterminated string</source>
        <translation>texte non terminé</translation>
    </message>
    <message>
        <source>Unescaped &apos;\&apos; in a string</source>
        <translation>&apos;\&apos; isolé dans un texte</translation>
    </message>
    <message>
        <source>Escaped character is not a Unicode scalar value</source>
        <translation>le caractère échappé n’existe pas en Unicode</translation>
    </message>
    <message>
        <source>Illegal character {what}</source>
        <translation>caractère interdit {what}</translation>
    </message>
    <message>
        <source>Found invalid character {what}</source>
        <translation>caractère non valable {what}</translation>
    </message>
    <message>
        <source>Cannot overwrite a value</source>
        <translation>une valeur est donnée deux fois</translation>
    </message>
    <message>
        <source>Cannot declare {what} twice</source>
        <translation>{what} est déclaré deux fois</translation>
    </message>
    <message>
        <source>Cannot mutate immutable namespace {what}</source>
        <translation>{what} ne peut plus être complété</translation>
    </message>
    <message>
        <source>Cannot redefine namespace {what}</source>
        <translation>{what} est déjà défini</translation>
    </message>
    <message>
        <source>Duplicate inline table key {what}</source>
        <translation>clé {what} en double dans une table en ligne</translation>
    </message>
</context>
<context>
    <name>Unit</name>
    <message>
        <source>steps</source>
        <translation>pas</translation>
    </message>
    <message>
        <source>°</source>
        <translation>°</translation>
    </message>
    <message>
        <source>pixels</source>
        <translation>pixels</translation>
    </message>
    <message>
        <source>frames/s</source>
        <translation>images/s</translation>
    </message>
    <message>
        <source>s</source>
        <translation>s</translation>
    </message>
    <message>
        <source>units</source>
        <translation>neurones</translation>
    </message>
    <message>
        <source>inputs</source>
        <translation>entrées</translation>
    </message>
    <message>
        <source>steps/s</source>
        <translation>pas/s</translation>
    </message>
    <message>
        <source>runs</source>
        <translation>parcours</translation>
    </message>
</context>
<context>
    <name>Value</name>
    <message>
        <source>with {key} = &quot;{value}&quot; only</source>
        <translation>avec {key} = &quot;{value}&quot;</translation>
    </message>
    <message>
        <source>with a model.variant that has a bias only</source>
        <translation>avec une model.variant qui a un biais</translation>
    </message>
    <message>
        <source>with a model.variant that has an output only</source>
        <translation>avec une model.variant qui a une sortie</translation>
    </message>
    <message>
        <source>with training.momentum above 0 only</source>
        <translation>avec un training.momentum supérieur à 0</translation>
    </message>
    <message>
        <source>with the initializers &quot;normal&quot; and &quot;uniform&quot; only</source>
        <translation>avec les initialiseurs &quot;normal&quot; et &quot;uniform&quot;</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>rien</translation>
    </message>
    <message>
        <source>&quot;{lesson}&quot;, since it has cues</source>
        <translation>&quot;{lesson}&quot;, puisqu’il y a des scènes</translation>
    </message>
    <message>
        <source>one [[{table}]] table for each, in double brackets</source>
        <translation>une table [[{table}]] pour chacun, entre doubles crochets</translation>
    </message>
    <message>
        <source>cue {number}</source>
        <translation>scène {number}</translation>
    </message>
    <message>
        <source>a table [[cue]]</source>
        <translation>une table [[cue]]</translation>
    </message>
    <message>
        <source>a name of small letters, digits and hyphens</source>
        <translation>un nom en lettres minuscules, chiffres et traits d’union</translation>
    </message>
    <message>
        <source>a name that cue {number} does not have</source>
        <translation>un nom que la scène {number} n’a pas</translation>
    </message>
    <message>
        <source>the tables of a scenario, such as [cue.scenario.training]</source>
        <translation>les tables d’un scénario, comme [cue.scenario.training]</translation>
    </message>
    <message>
        <source>nothing: the lesson has it</source>
        <translation>rien&#xa0;: la leçon l’a déjà</translation>
    </message>
    <message>
        <source>nothing: the cue has its own title</source>
        <translation>rien&#xa0;: la scène a son propre titre</translation>
    </message>
    <message>
        <source>{panels}, which recording.panels says</source>
        <translation>{panels}, comme le dit recording.panels</translation>
    </message>
    <message>
        <source>0 to {steps}, the training.steps of its scenario</source>
        <translation>de 0 à {steps}, le training.steps de son scénario</translation>
    </message>
    <message>
        <source>an unknown key</source>
        <translation>une clé inconnue</translation>
    </message>
    <message>
        <source>a huge whole number</source>
        <translation>un nombre entier énorme</translation>
    </message>
    <message>
        <source>an empty table</source>
        <translation>une table vide</translation>
    </message>
    <message>
        <source>the date or time {value}</source>
        <translation>la date ou l’heure {value}</translation>
    </message>
    <message>
        <source> above {low}, up to {high}</source>
        <translation> supérieur à {low}, jusqu’à {high}</translation>
    </message>
    <message>
        <source> from {low} to {high}</source>
        <translation> de {low} à {high}</translation>
    </message>
    <message>
        <source>a number{range}</source>
        <translation>un nombre{range}</translation>
    </message>
    <message>
        <source>a whole number{range}</source>
        <translation>un nombre entier{range}</translation>
    </message>
    <message>
        <source>a string, or a table by language such as {en = &quot;…&quot;, fr = &quot;…&quot;}</source>
        <translation>un texte, ou une table par langue comme {en = &quot;…&quot;, fr = &quot;…&quot;}</translation>
    </message>
    <message>
        <source>small letters, digits and hyphens, such as first-step</source>
        <translation>lettres minuscules, chiffres et traits d’union, comme premier-pas</translation>
    </message>
    <message>
        <source>a number{range}, or a list of them for a hidden layer</source>
        <translation>un nombre{range}, ou une liste de tels nombres pour une couche cachée</translation>
    </message>
    <message>
        <source>two finite numbers, the second above the first</source>
        <translation>deux nombres finis, le second supérieur au premier</translation>
    </message>
    <message>
        <source>two whole numbers{range}</source>
        <translation>deux nombres entiers{range}</translation>
    </message>
    <message>
        <source>a list of some of {names}, each once</source>
        <translation>une liste prise parmi {names}, chacun une fois</translation>
    </message>
    <message numerus="yes">
        <source>%n table(s)</source>
        <translation>
            <numerusform>%n table</numerusform>
            <numerusform>%n tables</numerusform>
        </translation>
    </message>
    <message>
        <source>1 to {most} [[{table}]] tables</source>
        <translation>de 1 à {most} tables [[{table}]]</translation>
    </message>
    <message>
        <source>a table such as [{table}]</source>
        <translation>une table comme [{table}]</translation>
    </message>
    <message numerus="yes">
        <source>%n number(s)</source>
        <translation>
            <numerusform>%n nombre</numerusform>
            <numerusform>%n nombres</numerusform>
        </translation>
    </message>
    <message>
        <source>{default} here, since it acts {because}</source>
        <translation>{default} ici, puisque cela n’agit que {because}</translation>
    </message>
    <message>
        <source>a number above data.low = {low}</source>
        <translation>un nombre supérieur à data.low = {low}</translation>
    </message>
    <message>
        <source>a number with model.variant = &quot;{variant}&quot;</source>
        <translation>un nombre avec model.variant = &quot;{variant}&quot;</translation>
    </message>
    <message>
        <source>{count}, one a unit (model.hidden_units)</source>
        <translation>{count}, un par neurone (model.hidden_units)</translation>
    </message>
    <message>
        <source>with starts.kind = &quot;grid&quot;: {from = …, to = …, count = …}</source>
        <translation>avec starts.kind = &quot;grid&quot;&#xa0;: {from = …, to = …, count = …}</translation>
    </message>
    <message>
        <source>{count} runs</source>
        <translation>{count} parcours</translation>
    </message>
    <message>
        <source>at most {most} runs in all</source>
        <translation>au plus {most} parcours en tout</translation>
    </message>
    <message>
        <source>at most {most} [[variation]] tables</source>
        <translation>au plus {most} tables [[variation]]</translation>
    </message>
    <message>
        <source>{own}, since start.{number} has lists of numbers for that many units</source>
        <translation>{own}, puisque start.{number} a des listes de nombres pour autant de neurones</translation>
    </message>
    <message>
        <source>&quot;auto&quot;, &quot;curve&quot;: the variant &quot;weight&quot; has one parameter only</source>
        <translation>&quot;auto&quot;, &quot;curve&quot;&#xa0;: la variante &quot;weight&quot; n’a qu’un paramètre</translation>
    </message>
    <message>
        <source>&quot;{plane}&quot;, as view.x is</source>
        <translation>&quot;{plane}&quot;, comme view.x</translation>
    </message>
    <message>
        <source>{names}, or &quot;{plane}&quot; on both</source>
        <translation>{names}, ou &quot;{plane}&quot; pour les deux</translation>
    </message>
    <message>
        <source>{name} (the same as view.x)</source>
        <translation>{name} (la même valeur que view.x)</translation>
    </message>
    <message>
        <source>at most {longest} characters; it has {count}</source>
        <translation>au plus {longest} caractères&#xa0;; il y en a {count}</translation>
    </message>
    <message>
        <source>a text, without control characters</source>
        <translation>un texte, sans caractères de commande</translation>
    </message>
    <message>
        <source>a text on one line, without control characters</source>
        <translation>un texte sur une ligne, sans caractères de commande</translation>
    </message>
    <message>
        <source>the name of a parameter</source>
        <translation>le nom d’un paramètre</translation>
    </message>
    <message>
        <source>from and to between {low} and {high}</source>
        <translation>from et to entre {low} et {high}</translation>
    </message>
    <message>
        <source>a count from 1 to 10000</source>
        <translation>un count de 1 à 10000</translation>
    </message>
    <message>
        <source>from below to</source>
        <translation>from inférieur à to</translation>
    </message>
    <message>
        <source>two growing numbers between {low} and {high}</source>
        <translation>deux nombres croissants entre {low} et {high}</translation>
    </message>
</context>
</TS>
