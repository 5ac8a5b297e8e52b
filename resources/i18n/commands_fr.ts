<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr" sourcelanguage="en">
<context>
    <name>Argparse</name>
    <message>
        <source>usage: </source>
        <translation>utilisation&#xa0;: </translation>
    </message>
    <message>
        <source>positional arguments</source>
        <translation>arguments positionnels&#xa0;</translation>
    </message>
    <message>
        <source>options</source>
        <translation>options&#xa0;</translation>
    </message>
    <message>
        <source>argument %(argument_name)s: %(message)s</source>
        <translation>argument %(argument_name)s&#xa0;: %(message)s</translation>
    </message>
    <message>
        <source>the following arguments are required: %s</source>
        <translation>il manque les arguments suivants&#xa0;: %s</translation>
    </message>
    <message>
        <source>expected one argument</source>
        <translation>une valeur est attendue</translation>
    </message>
    <message>
        <source>expected at most one argument</source>
        <translation>au plus une valeur est attendue</translation>
    </message>
    <message>
        <source>expected at least one argument</source>
        <translation>au moins une valeur est attendue</translation>
    </message>
    <message>
        <source>ignored explicit argument %r</source>
        <translation>cette option ne prend pas de valeur&#xa0;: %r</translation>
    </message>
    <message>
        <source>not allowed with argument %s</source>
        <translation>incompatible avec l’argument %s</translation>
    </message>
    <message>
        <source>unrecognized arguments: %s</source>
        <translation>arguments inconnus&#xa0;: %s</translation>
    </message>
    <message>
        <source>invalid %(type)s value: %(value)r</source>
        <translation>valeur de type %(type)s non valable&#xa0;: %(value)r</translation>
    </message>
    <message>
        <source>invalid choice: %(value)r (choose from %(choices)s)</source>
        <translation>choix non valable&#xa0;: %(value)r (à choisir parmi %(choices)s)</translation>
    </message>
</context>
<context>
    <name>Command</name>
    <message>
        <source>WxH</source>
        <translation>LxH</translation>
    </message>
    <message>
        <source>starts across and upwards (400x400)</source>
        <translation>nombre de départs en largeur et en hauteur (400x400)</translation>
    </message>
    <message>
        <source>N</source>
        <translation>N</translation>
    </message>
    <message>
        <source>instead of a map, N starts drawn as [starts] says, and their shares with intervals</source>
        <translation>au lieu d’une carte, N départs tirés au hasard comme le dit [starts], et leurs parts avec leurs intervalles</translation>
    </message>
    <message>
        <source>{reason}. NumPy goes on.</source>
        <translation>{reason}. NumPy prend la suite.</translation>
    </message>
    <message>
        <source>-o is missing: a map is written to a file; --random needs none</source>
        <translation>-o manque&#xa0;: une carte s’écrit dans un fichier&#xa0;; --random n’en demande pas</translation>
    </message>
    <message>
        <source>{names} (the path has no plane: it takes three points that differ)</source>
        <translation>{names} (le parcours n’a pas de plan&#xa0;: il faut trois points différents)</translation>
    </message>
    <message>
        <source>&quot;random&quot; (with --random)</source>
        <translation>&quot;random&quot; (avec --random)</translation>
    </message>
    <message>
        <source>{path}: starts that are drawn at random have no picture; allowed: .npz</source>
        <translation>{path}&#xa0;: des départs tirés au hasard n’ont pas d’image&#xa0;; permis&#xa0;: .npz</translation>
    </message>
    <message>
        <source>SCENARIO -o FILE.npz|.png [--size 400x400] | --random N</source>
        <translation>SCÉNARIO -o FICHIER.npz|.png [--size 400x400] | --random N</translation>
    </message>
    <message>
        <source>Trains a grid of starts as the scenario says; the parameters that are not on the axes stand at the first start. The .npz file has x, y, x_name, y_name, fate (len(y), len(x)), indices into fate_names, final_loss, final_parameters and parameter_names; along one parameter there is no y. The .png file is the map with axes, fates and shares. With --random it draws starts instead, up to ten million, as [starts] says, and prints how often they end up how, with 95 % intervals; -o writes them, if wanted, with start (N, P) instead of x and y.</source>
        <translation>Entraîne une grille de départs comme le dit le scénario&#xa0;; les paramètres qui ne sont pas sur les axes restent ceux du premier départ. Le fichier .npz contient x, y, x_name, y_name, fate (len(y), len(x)), des indices dans fate_names, final_loss, final_parameters et parameter_names&#xa0;; le long d’un seul paramètre il n’y a pas de y. Le fichier .png est la carte avec axes, sorts et parts. Avec --random, des départs sont tirés au hasard, jusqu’à dix millions, comme le dit [starts], et la commande dit combien finissent comment, avec des intervalles à 95&#xa0;%&#xa0;; -o les écrit, si l’on veut, avec start (N, P) au lieu de x et y.</translation>
    </message>
    <message>
        <source>find the fate of every start over the view&apos;s axes, and print the shares</source>
        <translation>trouver le sort de chaque départ sur les axes de la vue, et les parts</translation>
    </message>
    <message>
        <source>FILE</source>
        <translation>FICHIER</translation>
    </message>
    <message>
        <source>a file of a scenario or a lesson, or a built-in name</source>
        <translation>un fichier de scénario ou de leçon, ou un nom fourni</translation>
    </message>
    <message>
        <source>{name}: fine</source>
        <translation>{name}&#xa0;: rien à redire</translation>
    </message>
    <message>
        <source>FILE…</source>
        <translation>FICHIER…</translation>
    </message>
    <message>
        <source>validate files of scenarios and lessons</source>
        <translation>vérifier des fichiers de scénarios et de leçons</translation>
    </message>
    <message>
        <source>Says of each file that it is fine, or what is wrong: file, cue, key, what was found and what is allowed. The exit status is 2 if one of them is wrong. Of a race it also tells what is hardly meant, such as racers that are alike.</source>
        <translation>Dit de chaque fichier qu’il n’y a rien à redire, ou ce qui ne va pas&#xa0;: fichier, scène, clé, ce qui a été trouvé et ce qui est autorisé. Le code de sortie est 2 si l’un d’eux est faux. D’une course, elle signale aussi ce qui n’est sans doute pas voulu, comme deux concurrents identiques.</translation>
    </message>
    <message>
        <source>SCENARIO</source>
        <translation>SCÉNARIO</translation>
    </message>
    <message>
        <source>a scenario file, or the name of a built-in scenario or a lesson&apos;s cue</source>
        <translation>un fichier de scénario, ou le nom d’un scénario fourni ou d’une scène de leçon</translation>
    </message>
    <message>
        <source>TABLE.KEY=VALUE</source>
        <translation>TABLE.CLÉ=VALEUR</translation>
    </message>
    <message>
        <source>override a key of the scenario, such as training.learning_rate=0.1 or start.0.weight=-3; may be repeated; the number after the last start&apos;s adds one; a moved start loses a label that tells its place; in a lesson it acts on every cue, whatever the cue says</source>
        <translation>remplacer une clé du scénario, comme training.learning_rate=0.1 ou start.0.weight=-3&#xa0;; peut être répété&#xa0;; le numéro qui suit celui du dernier départ en ajoute un&#xa0;; un départ déplacé perd l’étiquette qui dit sa place&#xa0;; dans une leçon, agit sur chaque scène, quoi que celle-ci dise</translation>
    </message>
    <message>
        <source>the file to write; its extension picks the format: {extensions}</source>
        <translation>le fichier à écrire&#xa0;; son extension choisit le format&#xa0;: {extensions}</translation>
    </message>
    <message>
        <source>replace the file if it is there</source>
        <translation>remplacer le fichier s’il existe</translation>
    </message>
    <message>
        <source>found {text}; allowed: {allowed}</source>
        <translation>trouvé&#xa0;: {text}&#xa0;; autorisé&#xa0;: {allowed}</translation>
    </message>
    <message>
        <source>a file that ends in {extensions}</source>
        <translation>un fichier qui finit par {extensions}</translation>
    </message>
    <message>
        <source>WIDTHxHEIGHT such as 400x400</source>
        <translation>LARGEURxHAUTEUR, comme 400x400</translation>
    </message>
    <message>
        <source>sides from {smallest} to {largest}</source>
        <translation>des côtés de {smallest} à {largest}</translation>
    </message>
    <message>
        <source>a whole number from {low} to {high}</source>
        <translation>un nombre entier de {low} à {high}</translation>
    </message>
    <message>
        <source>a whole number, {minimum} or more</source>
        <translation>un nombre entier, {minimum} ou plus</translation>
    </message>
    <message>
        <source>some of {panels}, with commas between</source>
        <translation>certains de {panels}, séparés par des virgules</translation>
    </message>
    <message>
        <source>at least one [[start]] table, or [starts]</source>
        <translation>au moins une table [[start]], ou [starts]</translation>
    </message>
    <message>
        <source>none</source>
        <translation>rien</translation>
    </message>
    <message>
        <source>{file}: the scenario itself only; its variations are left out</source>
        <translation>{file}&#xa0;: le scénario seul&#xa0;; ses variantes sont laissées de côté</translation>
    </message>
    <message>
        <source>SCENARIO -o FILE.py|.ipynb|.toml</source>
        <translation>SCÉNARIO -o FICHIER.py|.ipynb|.toml</translation>
    </message>
    <message>
        <source>write the experiment as a Keras program, a notebook or a scenario</source>
        <translation>écrire l’expérience comme programme Keras, notebook ou scénario</translation>
    </message>
    <message>
        <source>The program needs only tensorflow and numpy (matplotlib for its figure, if it is there), draws the same batches, and ends by printing each run&apos;s label and final parameters. Of the variations of a scenario, only .toml has them.</source>
        <translation>Le programme n’a besoin que de tensorflow et numpy (et de matplotlib pour sa figure, s’il est là), tire les mêmes lots, et finit par afficher le nom de chaque parcours et ses paramètres finaux. Les variantes d’un scénario ne sont que dans le .toml.</translation>
    </message>
    <message>
        <source>print JSON with all digits, for programs</source>
        <translation>afficher du JSON avec tous les chiffres, pour des programmes</translation>
    </message>
    <message>
        <source>this scenario has no starts; --set start.0.weight=-1 adds one</source>
        <translation>ce scénario n’a pas de départ&#xa0;; --set start.0.weight=-1 en ajoute un</translation>
    </message>
    <message>
        <source>SCENARIO [--json]</source>
        <translation>SCÉNARIO [--json]</translation>
    </message>
    <message>
        <source>print loss, gradient and active inputs at each start</source>
        <translation>afficher perte, gradient et entrées actives à chaque départ</translation>
    </message>
    <message>
        <source>At each start: the parameters, the expected loss, its gradient, and the share of the inputs on which each unit is active. All of it is exact.</source>
        <translation>À chaque départ&#xa0;: les paramètres, l’espérance de la perte, son gradient, et la part des entrées pour lesquelles chaque neurone est actif. Tout est exact.</translation>
    </message>
    <message>
        <source>points across and upwards (400x400)</source>
        <translation>nombre de points en largeur et en hauteur (400x400)</translation>
    </message>
    <message>
        <source>The plane has {both} % of the paths&apos; variance: {across} % along x, {up} % along y.</source>
        <translation>Le plan contient {both}&#xa0;% de la variance des parcours&#xa0;: {across}&#xa0;% selon x, {up}&#xa0;% selon y.</translation>
    </message>
    <message>
        <source>SCENARIO -o FILE.npz [--size 400x400]</source>
        <translation>SCÉNARIO -o FICHIER.npz [--size 400x400]</translation>
    </message>
    <message>
        <source>compute the expected loss over the view&apos;s axes</source>
        <translation>calculer l’espérance de la perte sur les axes de la vue</translation>
    </message>
    <message>
        <source>Writes x, y, x_name, y_name and loss (len(y), len(x)); of a curve x, x_name and loss (len(x),). In the plane of the paths of all runs (view.x = &quot;pca&quot;; the window&apos;s is that of the followed run alone) it also has origin, x_direction, y_direction and explained_variance, which is printed.</source>
        <translation>Écrit x, y, x_name, y_name et loss (len(y), len(x))&#xa0;; pour une courbe, x, x_name et loss (len(x),). Dans le plan des parcours de tous les départs (view.x = &quot;pca&quot;&#xa0;; celui de la fenêtre est celui du seul parcours suivi), le fichier contient aussi origin, x_direction, y_direction et explained_variance, qui est affichée.</translation>
    </message>
    <message>
        <source>list the built-in lessons and their cues</source>
        <translation>lister les leçons fournies et leurs scènes</translation>
    </message>
    <message>
        <source>Each name may stand where a command takes SCENARIO; a lesson&apos;s own name stands for its first cue.</source>
        <translation>Chaque nom peut tenir lieu de SCÉNARIO dans une commande&#xa0;; le nom d’une leçon désigne sa première scène.</translation>
    </message>
    <message>
        <source>the step that it shows (the last)</source>
        <translation>le pas montré (le dernier)</translation>
    </message>
    <message>
        <source>its size in pixels (recording.size)</source>
        <translation>sa taille en pixels (recording.size)</translation>
    </message>
    <message>
        <source>the colours (recording.theme)</source>
        <translation>les couleurs (recording.theme)</translation>
    </message>
    <message>
        <source>some of {panels} (recording.panels)</source>
        <translation>certains de {panels} (recording.panels)</translation>
    </message>
    <message>
        <source>--step: found {step}; allowed: 0 to {steps} (training.steps)</source>
        <translation>--step&#xa0;: trouvé&#xa0;: {step}&#xa0;; autorisé&#xa0;: de 0 à {steps} (training.steps)</translation>
    </message>
    <message>
        <source>SCENARIO -o FILE.png|.svg|.pdf [--step N] [--size WxH] [--theme NAME] [--panels A,B,…]</source>
        <translation>SCÉNARIO -o FICHIER.png|.svg|.pdf [--step N] [--size LxH] [--theme NOM] [--panels A,B,…]</translation>
    </message>
    <message>
        <source>draw one still</source>
        <translation>dessiner une image fixe</translation>
    </message>
    <message>
        <source>Trains up to the step and draws what the window would show. It needs no display.</source>
        <translation>Entraîne jusqu’au pas et dessine ce que la fenêtre montrerait. Aucun écran n’est nécessaire.</translation>
    </message>
    <message>
        <source>a file that ends in {extensions}, or a folder, with a slash at its end</source>
        <translation>un fichier qui finit par {extensions}, ou un dossier, avec une barre oblique à la fin</translation>
    </message>
    <message>
        <source>the file to write, {extensions}, or a folder for pictures, with a slash at its end; may be repeated: each frame is painted once</source>
        <translation>le fichier à écrire, {extensions}, ou un dossier pour des images, avec une barre oblique à la fin&#xa0;; peut être répété&#xa0;: chaque image n’est peinte qu’une fois</translation>
    </message>
    <message>
        <source>replace what is there</source>
        <translation>remplacer ce qui existe</translation>
    </message>
    <message>
        <source>frames a second (recording.fps)</source>
        <translation>images par seconde (recording.fps)</translation>
    </message>
    <message>
        <source>how long it moves before it holds (recording.seconds)</source>
        <translation>durée du mouvement avant l’arrêt final (recording.seconds)</translation>
    </message>
    <message>
        <source>how long its end stands still (recording.hold)</source>
        <translation>durée de l’arrêt sur la fin (recording.hold)</translation>
    </message>
    <message>
        <source>evenly in steps, slow at both ends, or evenly along the paths (recording.pace)</source>
        <translation>régulier en pas, lent aux deux bouts, ou régulier le long des parcours (recording.pace)</translation>
    </message>
    <message>
        <source>run backwards after the hold (recording.loop_back)</source>
        <translation>revenir en arrière après l’arrêt (recording.loop_back)</translation>
    </message>
    <message>
        <source>another scenario, shown to the right of the first at the same steps</source>
        <translation>un autre scénario, montré à droite du premier aux mêmes pas</translation>
    </message>
    <message>
        <source>TEXT</source>
        <translation>TEXTE</translation>
    </message>
    <message>
        <source>a line at its foot (recording.caption)</source>
        <translation>une ligne au pied de l’image (recording.caption)</translation>
    </message>
    <message>
        <source>SCENARIO -o FILE.mp4|.webm|.gif|.webp|.apng|.pptx|.pdf|FOLDER/ [-o FILE]… [--size WxH] [--fps N] [--seconds S] [--hold S] [--pace NAME] [--loop-back] [--beside SCENARIO] [--caption TEXT] [--theme NAME] [--panels A,B,…]</source>
        <translation>SCÉNARIO -o FICHIER.mp4|.webm|.gif|.webp|.apng|.pptx|.pdf|DOSSIER/ [-o FICHIER]… [--size LxH] [--fps N] [--seconds S] [--hold S] [--pace NOM] [--loop-back] [--beside SCÉNARIO] [--caption TEXTE] [--theme NOM] [--panels A,B,…]</translation>
    </message>
    <message>
        <source>make a film, pictures, pages or slides of it</source>
        <translation>en faire un film, des images, des pages ou des diapositives</translation>
    </message>
    <message>
        <source>Trains, then paints every frame off screen as the window would show it, the same every time. It needs no display. A lesson&apos;s .pptx has a slide for each cue; other files show its first cue.</source>
        <translation>Entraîne, puis peint hors écran chaque image comme la fenêtre la montrerait, toujours la même. Aucun écran n’est nécessaire. Le .pptx d’une leçon a une diapositive pour chaque scène&#xa0;; les autres fichiers montrent la première.</translation>
    </message>
    <message>
        <source>keep every K-th step, and the last (1)</source>
        <translation>garder un pas sur K, et le dernier (1)</translation>
    </message>
    <message>
        <source>SCENARIO -o FILE.npz|.csv [--every K]</source>
        <translation>SCÉNARIO -o FICHIER.npz|.csv [--every K]</translation>
    </message>
    <message>
        <source>train without a window, and print the fate of the runs</source>
        <translation>entraîner sans fenêtre, et afficher le sort des parcours</translation>
    </message>
    <message>
        <source>Writes the parameters and the expected loss of every step and run. The .npz file has step, parameters, parameter_names, loss, batch_loss (not with exact gradients), fate, label and scenario; the .csv file has a row a step and run. Where the scenario has variations, every racer is trained: in the .npz file the arrays of the first variation begin with variation_0_ and so on, and racer has the labels; the .csv file has a first column variation.</source>
        <translation>Écrit les paramètres et l’espérance de la perte à chaque pas de chaque parcours. Le fichier .npz contient step, parameters, parameter_names, loss, batch_loss (sauf avec le gradient exact), fate, label et scenario&#xa0;; le fichier .csv a une ligne par pas et par parcours. Si le scénario a des variantes, chaque concurrent est entraîné&#xa0;: dans le fichier .npz, les tableaux de la première variante commencent par variation_0_ et ainsi de suite, et racer contient les noms&#xa0;; le fichier .csv a une première colonne variation.</translation>
    </message>
    <message>
        <source>[SCENARIO]</source>
        <translation>[SCÉNARIO]</translation>
    </message>
    <message>
        <source>open the window</source>
        <translation>ouvrir la fenêtre</translation>
    </message>
</context>
<context>
    <name>CommandLine</name>
    <message>
        <source>the puzzle, in the window</source>
        <translation>l’énigme, dans la fenêtre</translation>
    </message>
    <message>
        <source>a built-in scenario, changed</source>
        <translation>un scénario fourni, modifié</translation>
    </message>
    <message>
        <source>a cue of a lesson</source>
        <translation>une scène d’une leçon</translation>
    </message>
    <message>
        <source>every step of every run</source>
        <translation>chaque pas de chaque parcours</translation>
    </message>
    <message>
        <source>a still for a slide</source>
        <translation>une image pour une diapositive</translation>
    </message>
    <message>
        <source>a film for a slide</source>
        <translation>un film pour une diapositive</translation>
    </message>
    <message>
        <source>{problem} (see {program} --help)</source>
        <translation>{problem} (voir {program} --help)</translation>
    </message>
    <message>
        <source>the language of all words (the system&apos;s)</source>
        <translation>la langue de tous les textes (celle du système)</translation>
    </message>
    <message>
        <source>show where an error comes from</source>
        <translation>montrer d’où vient une erreur</translation>
    </message>
    <message>
        <source>print the version</source>
        <translation>afficher la version</translation>
    </message>
    <message>
        <source>print this help</source>
        <translation>afficher cette aide</translation>
    </message>
    <message>
        <source>reluviz [SCENARIO] [options]</source>
        <translation>reluviz [SCÉNARIO] [options]</translation>
    </message>
    <message>
        <source>opens the window</source>
        <translation>ouvre la fenêtre</translation>
    </message>
    <message>
        <source>reluviz COMMAND SCENARIO … [options]</source>
        <translation>reluviz COMMANDE SCÉNARIO … [options]</translation>
    </message>
    <message>
        <source>works without one</source>
        <translation>travaille sans elle</translation>
    </message>
    <message>
        <source>Shows, live, why gradient descent gets stuck on a single ReLU neuron.</source>
        <translation>Montre en direct pourquoi la descente de gradient bloque sur un seul neurone ReLU.</translation>
    </message>
    <message>
        <source>SCENARIO is a scenario file, or the name of a built-in scenario, of a lesson or of a lesson&apos;s cue (lesson/cue). Without one the window opens on the puzzle.</source>
        <translation>SCÉNARIO est un fichier de scénario, ou le nom d’un scénario fourni, d’une leçon ou d’une scène de leçon (leçon/scène). Sans lui, la fenêtre s’ouvre sur l’énigme.</translation>
    </message>
    <message>
        <source>commands (reluviz COMMAND --help tells more; they need no display):</source>
        <translation>commandes (reluviz COMMANDE --help en dit plus&#xa0;; elles se passent d’écran)&#xa0;:</translation>
    </message>
    <message>
        <source>exit status: 0 done; 1 the work failed; 2 the command line or scenario is wrong; 130 interrupted</source>
        <translation>code de sortie&#xa0;: 0 réussi&#xa0;; 1 le travail a échoué&#xa0;; 2 la ligne de commande ou le scénario est faux&#xa0;; 130 interrompu</translation>
    </message>
    <message>
        <source>examples:</source>
        <translation>exemples&#xa0;:</translation>
    </message>
    <message>
        <source>unknown command {name}; commands: {commands}</source>
        <translation>commande inconnue {name}&#xa0;; commandes&#xa0;: {commands}</translation>
    </message>
    <message>
        <source>{problem}; commands: {commands}</source>
        <translation>{problem}&#xa0;; commandes&#xa0;: {commands}</translation>
    </message>
    <message>
        <source>unknown argument {name}</source>
        <translation>argument inconnu {name}</translation>
    </message>
    <message>
        <source>interrupted</source>
        <translation>interrompu</translation>
    </message>
    <message>
        <source>not enough memory; fewer runs, fewer steps, or --every K for train, need less</source>
        <translation>pas assez de mémoire&#xa0;; moins de parcours, moins de pas, ou --every K pour train, en demandent moins</translation>
    </message>
    <message>
        <source> (--debug shows where)</source>
        <translation> (--debug montre où)</translation>
    </message>
    <message>
        <source>unexpected error: {error}</source>
        <translation>erreur inattendue&#xa0;: {error}</translation>
    </message>
    <message>
        <source>put reluviz among the applications of a Linux desktop, for you alone</source>
        <translation>mettre reluviz parmi les applications d’un bureau Linux, pour vous seul</translation>
    </message>
    <message>
        <source>take it away again</source>
        <translation>l’en retirer</translation>
    </message>
</context>
<context>
    <name>Desktop</name>
    <message>
        <source>reluviz is among your applications now; written below {folder}: {files}</source>
        <translation>reluviz est maintenant parmi vos applications&#xa0;; écrit sous {folder}&#xa0;: {files}</translation>
    </message>
    <message>
        <source>removed below {folder}: {files}</source>
        <translation>retiré sous {folder}&#xa0;: {files}</translation>
    </message>
    <message>
        <source>there is nothing to remove below {folder}</source>
        <translation>il n’y a rien à retirer sous {folder}</translation>
    </message>
    <message>
        <source>--install-desktop and --remove-desktop are for Linux desktops; this is another system</source>
        <translation>--install-desktop et --remove-desktop sont pour les bureaux Linux&#xa0;; ceci est un autre système</translation>
    </message>
</context>
<context>
    <name>Display</name>
    <message>
        <source>{complaint}; its commands work without a window (see reluviz --help); on another machine, log in with ssh -X or set DISPLAY</source>
        <translation>{complaint}&#xa0;; les commandes marchent sans fenêtre (voir reluviz --help)&#xa0;; sur une autre machine, connectez-vous avec ssh -X ou réglez DISPLAY</translation>
    </message>
    <message>
        <source>QT_QPA_PLATFORM names {name}, which shows no window; unset it</source>
        <translation>QT_QPA_PLATFORM désigne {name}, qui ne montre pas de fenêtre&#xa0;; retirez cette variable</translation>
    </message>
    <message>
        <source>QT_QPA_PLATFORM names {name}, which Qt does not have (it has {known}); unset it</source>
        <translation>QT_QPA_PLATFORM désigne {name}, que Qt n’a pas (il a {known})&#xa0;; retirez cette variable</translation>
    </message>
    <message>
        <source>QT_QPA_PLATFORM names {name}, which does not work here{reason}; unset it</source>
        <translation>QT_QPA_PLATFORM désigne {name}, qui ne marche pas ici{reason}&#xa0;; retirez cette variable</translation>
    </message>
    <message>
        <source>there is no display to open a window on</source>
        <translation>il n’y a pas d’écran où ouvrir une fenêtre</translation>
    </message>
    <message>
        <source>the display {name} does not answer</source>
        <translation>l’écran {name} ne répond pas</translation>
    </message>
    <message>
        <source>the Wayland display {name} does not answer</source>
        <translation>l’écran Wayland {name} ne répond pas</translation>
    </message>
    <message>
        <source>Qt lacks system libraries ({libraries}); on Debian or Ubuntu: apt-get install {packages}</source>
        <translation>il manque à Qt des bibliothèques du système ({libraries})&#xa0;; sous Debian ou Ubuntu&#xa0;: apt-get install {packages}</translation>
    </message>
</context>
<context>
    <name>Output</name>
    <message>
        <source>{name}: there is no folder {folder}</source>
        <translation>{name}&#xa0;: il n’y a pas de dossier {folder}</translation>
    </message>
    <message>
        <source>{name}: it is no folder</source>
        <translation>{name}&#xa0;: ce n’est pas un dossier</translation>
    </message>
    <message>
        <source>{name}: it holds other files, such as {other}; name another folder</source>
        <translation>{name}&#xa0;: il contient d’autres fichiers, comme {other}&#xa0;; nommez un autre dossier</translation>
    </message>
    <message>
        <source>{name}: it is a folder</source>
        <translation>{name}&#xa0;: c’est un dossier</translation>
    </message>
    <message>
        <source>{name}: it is no regular file</source>
        <translation>{name}&#xa0;: ce n’est pas un fichier ordinaire</translation>
    </message>
    <message>
        <source>{name}: cannot be written: {reason}</source>
        <translation>{name}&#xa0;: écriture impossible&#xa0;: {reason}</translation>
    </message>
    <message>
        <source>; --overwrite replaces it</source>
        <translation>&#xa0;; --overwrite le remplace</translation>
    </message>
    <message>
        <source>{name}: it is there already</source>
        <translation>{name}&#xa0;: existe déjà</translation>
    </message>
</context>
<context>
    <name>Progress</name>
    <message>
        <source>basins</source>
        <translation>bassins</translation>
    </message>
    <message>
        <source>training</source>
        <translation>entraînement</translation>
    </message>
    <message>
        <source>landscape</source>
        <translation>paysage</translation>
    </message>
    <message>
        <source>recording</source>
        <translation>enregistrement</translation>
    </message>
    <message>
        <source>basin map</source>
        <translation>carte des bassins</translation>
    </message>
    <message>
        <source>{share}%</source>
        <translation>{share}&#xa0;%</translation>
    </message>
    <message>
        <source>{duration} left</source>
        <translation>encore {duration}</translation>
    </message>
</context>
<context>
    <name>Table</name>
    <message>
        <source>fate</source>
        <translation>sort</translation>
    </message>
    <message>
        <source>starts</source>
        <translation>départs</translation>
    </message>
    <message>
        <source>per cent</source>
        <translation>pour cent</translation>
    </message>
    <message>
        <source>run {number}</source>
        <translation>parcours {number}</translation>
    </message>
    <message>
        <source>{run}: loss {loss}</source>
        <translation>{run}&#xa0;: perte {loss}</translation>
    </message>
    <message>
        <source>{run}: loss {loss}, active on {share} % of the inputs</source>
        <translation>{run}&#xa0;: perte {loss}, actif sur {share}&#xa0;% des entrées</translation>
    </message>
    <message>
        <source>parameter</source>
        <translation>paramètre</translation>
    </message>
    <message>
        <source>value</source>
        <translation>valeur</translation>
    </message>
    <message>
        <source>gradient</source>
        <translation>gradient</translation>
    </message>
    <message>
        <source>{share} %</source>
        <translation>{share}&#xa0;%</translation>
    </message>
    <message>
        <source>active on</source>
        <translation>actif sur</translation>
    </message>
    <message>
        <source>unit</source>
        <translation>neurone</translation>
    </message>
    <message>
        <source>lesson</source>
        <translation>leçon</translation>
    </message>
    <message>
        <source>title</source>
        <translation>titre</translation>
    </message>
    <message>
        <source>racer</source>
        <translation>concurrent</translation>
    </message>
    <message>
        <source>steps</source>
        <translation>pas</translation>
    </message>
    <message>
        <source>% converged</source>
        <translation>% convergés</translation>
    </message>
    <message>
        <source>from</source>
        <translation>de</translation>
    </message>
    <message>
        <source>to (95 %)</source>
        <translation>à (95&#xa0;%)</translation>
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
    <message numerus="yes">
        <source>%n start(s)</source>
        <translation>
            <numerusform>%n départ</numerusform>
            <numerusform>%n départs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{what} after %n step(s)</source>
        <translation>
            <numerusform>{what} après %n pas</numerusform>
            <numerusform>{what} après %n pas</numerusform>
        </translation>
    </message>
    <message>
        <source>run</source>
        <translation>parcours</translation>
    </message>
    <message>
        <source>label</source>
        <translation>étiquette</translation>
    </message>
    <message>
        <source>loss</source>
        <translation>perte</translation>
    </message>
    <message>
        <source>diverged at step {step}</source>
        <translation>divergé au pas {step}</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>échoué</translation>
    </message>
    <message>
        <source>runs</source>
        <translation>parcours</translation>
    </message>
</context>
</TS>
