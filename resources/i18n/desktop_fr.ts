<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr" sourcelanguage="en">
<context>
    <name>Actions</name>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Fichier</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>Édi&amp;tion</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>Affic&amp;hage</translation>
    </message>
    <message>
        <source>&amp;Run</source>
        <translation>E&amp;ntraînement</translation>
    </message>
    <message>
        <source>Lesso&amp;ns</source>
        <translation>L&amp;eçons</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>A&amp;ide</translation>
    </message>
    <message>
        <source>Theme and colours</source>
        <translation>Thème et couleurs</translation>
    </message>
    <message>
        <source>Size of text</source>
        <translation>Taille du texte</translation>
    </message>
    <message>
        <source>Language / &amp;Langue</source>
        <translation>&amp;Langue / Language</translation>
    </message>
    <message>
        <source>Size of pictures</source>
        <translation>Taille des images</translation>
    </message>
    <message>
        <source>New: the puzzle</source>
        <translation>Nouveau&#xa0;: l’énigme</translation>
    </message>
    <message>
        <source>Opens the puzzle, as at the first start.</source>
        <translation>Ouvre l’énigme, comme au premier lancement.</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>Ouvrir…</translation>
    </message>
    <message>
        <source>Opens a scenario file; one dropped on the window opens too.</source>
        <translation>Ouvre un fichier de scénario&#xa0;; un fichier déposé sur la fenêtre s’ouvre aussi.</translation>
    </message>
    <message>
        <source>Bring back unsaved work</source>
        <translation>Reprendre le travail non enregistré</translation>
    </message>
    <message>
        <source>Opens what was not saved when the window closed or another scenario was opened.</source>
        <translation>Ouvre ce qui n’était pas enregistré quand la fenêtre s’est fermée ou qu’un autre scénario a été ouvert.</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Enregistrer</translation>
    </message>
    <message>
        <source>Writes the scenario to its file.</source>
        <translation>Écrit le scénario dans son fichier.</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>Enregistrer sous…</translation>
    </message>
    <message>
        <source>Writes the scenario to another file.</source>
        <translation>Écrit le scénario dans un autre fichier.</translation>
    </message>
    <message>
        <source>Save picture…</source>
        <translation>Enregistrer l’image…</translation>
    </message>
    <message>
        <source>Writes what the stage shows as PNG, SVG or PDF.</source>
        <translation>Écrit ce que montre la scène en PNG, SVG ou PDF.</translation>
    </message>
    <message>
        <source>Record a film…</source>
        <translation>Enregistrer un film…</translation>
    </message>
    <message>
        <source>Makes a film, or slides, of the training so far, while it goes on.</source>
        <translation>Fait un film, ou des diapositives, de l’entraînement jusqu’ici, pendant qu’il continue.</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Quitter</translation>
    </message>
    <message>
        <source>Closes the window; unsaved work can be brought back.</source>
        <translation>Ferme la fenêtre&#xa0;; le travail non enregistré pourra être repris.</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Takes back the last change of a start or a control.</source>
        <translation>Annule la dernière modification d’un départ ou d’un réglage.</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Rétablir</translation>
    </message>
    <message>
        <source>Does again what was undone.</source>
        <translation>Refait ce qui a été annulé.</translation>
    </message>
    <message>
        <source>Add start</source>
        <translation>Ajouter un départ</translation>
    </message>
    <message>
        <source>Adds a start; Shift and a click on the landscape adds one there.</source>
        <translation>Ajoute un départ&#xa0;; Maj et un clic sur le paysage en ajoutent un à cet endroit.</translation>
    </message>
    <message>
        <source>Remove start</source>
        <translation>Supprimer le départ</translation>
    </message>
    <message>
        <source>Removes the followed run and its start.</source>
        <translation>Supprime le parcours suivi et son départ.</translation>
    </message>
    <message>
        <source>Follow next run</source>
        <translation>Suivre le parcours suivant</translation>
    </message>
    <message>
        <source>Lets neuron, parameters and verdict tell of the next run.</source>
        <translation>Fait parler neurone, paramètres et verdict du parcours suivant.</translation>
    </message>
    <message>
        <source>Follow previous run</source>
        <translation>Suivre le parcours précédent</translation>
    </message>
    <message>
        <source>Lets neuron, parameters and verdict tell of the run before.</source>
        <translation>Fait parler neurone, paramètres et verdict du parcours précédent.</translation>
    </message>
    <message>
        <source>Choose next racer</source>
        <translation>Choisir le concurrent suivant</translation>
    </message>
    <message>
        <source>Lets neuron, parameters and verdict tell of the next racer.</source>
        <translation>Fait parler neurone, paramètres et verdict du concurrent suivant.</translation>
    </message>
    <message>
        <source>Choose previous racer</source>
        <translation>Choisir le concurrent précédent</translation>
    </message>
    <message>
        <source>Lets neuron, parameters and verdict tell of the racer before.</source>
        <translation>Fait parler neurone, paramètres et verdict du concurrent précédent.</translation>
    </message>
    <message>
        <source>Copy picture</source>
        <translation>Copier l’image</translation>
    </message>
    <message>
        <source>Copies what the stage shows.</source>
        <translation>Copie ce que montre la scène.</translation>
    </message>
    <message>
        <source>Play or pause</source>
        <translation>Lecture ou pause</translation>
    </message>
    <message>
        <source>Trains on; from a step of the past it first replays what has been.</source>
        <translation>Poursuit l’entraînement&#xa0;; depuis un pas du passé, rejoue d’abord ce qui a été.</translation>
    </message>
    <message>
        <source>Run backwards</source>
        <translation>Lecture à rebours</translation>
    </message>
    <message>
        <source>Lets the playhead run back towards the start.</source>
        <translation>Fait revenir la tête de lecture vers le début.</translation>
    </message>
    <message>
        <source>One step forward</source>
        <translation>Un pas en avant</translation>
    </message>
    <message>
        <source>Moves one step on; at the newest step it trains one.</source>
        <translation>Avance d’un pas&#xa0;; au dernier pas, en entraîne un.</translation>
    </message>
    <message>
        <source>One step back</source>
        <translation>Un pas en arrière</translation>
    </message>
    <message>
        <source>Looks one step back; nothing is lost.</source>
        <translation>Regarde un pas en arrière&#xa0;; rien n’est perdu.</translation>
    </message>
    <message>
        <source>To the first step</source>
        <translation>Au premier pas</translation>
    </message>
    <message>
        <source>Looks at step 0; nothing is lost.</source>
        <translation>Regarde le pas 0&#xa0;; rien n’est perdu.</translation>
    </message>
    <message>
        <source>To the newest step</source>
        <translation>Au dernier pas</translation>
    </message>
    <message>
        <source>Looks at the newest step and follows it.</source>
        <translation>Regarde le dernier pas et le suit.</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>Réinitialiser</translation>
    </message>
    <message>
        <source>Puts all runs back to their starts, with the same seed.</source>
        <translation>Ramène tous les parcours à leurs départs, avec la même graine.</translation>
    </message>
    <message>
        <source>Faster</source>
        <translation>Plus vite</translation>
    </message>
    <message>
        <source>Twice as many steps a second.</source>
        <translation>Deux fois plus de pas par seconde.</translation>
    </message>
    <message>
        <source>Slower</source>
        <translation>Moins vite</translation>
    </message>
    <message>
        <source>Half as many steps a second.</source>
        <translation>Deux fois moins de pas par seconde.</translation>
    </message>
    <message>
        <source>Loop</source>
        <translation>Boucle</translation>
    </message>
    <message>
        <source>Replays from step 0 whenever the training has ended.</source>
        <translation>Rejoue depuis le pas 0 chaque fois que l’entraînement est fini.</translation>
    </message>
    <message>
        <source>Controls</source>
        <translation>Réglages</translation>
    </message>
    <message>
        <source>Shows or hides the controls.</source>
        <translation>Montre ou cache les réglages.</translation>
    </message>
    <message>
        <source>Neuron</source>
        <translation>Neurone</translation>
    </message>
    <message>
        <source>Shows or hides the neuron: teacher, student and inputs.</source>
        <translation>Montre ou cache le neurone&#xa0;: maître, élève et entrées.</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>Perte</translation>
    </message>
    <message>
        <source>Shows or hides the loss over the steps.</source>
        <translation>Montre ou cache la perte au fil des pas.</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>Paramètres</translation>
    </message>
    <message>
        <source>Shows or hides the parameters over the steps.</source>
        <translation>Montre ou cache les paramètres au fil des pas.</translation>
    </message>
    <message>
        <source>Fates</source>
        <translation>Sorts</translation>
    </message>
    <message>
        <source>Shows or hides how many runs have which fate; with intervals for random starts.</source>
        <translation>Montre ou cache combien de parcours ont quel sort&#xa0;; avec des intervalles pour les départs au hasard.</translation>
    </message>
    <message>
        <source>Push</source>
        <translation>Poussée</translation>
    </message>
    <message>
        <source>Shows or hides what each input contributes to the gradient.</source>
        <translation>Montre ou cache ce que chaque entrée apporte au gradient.</translation>
    </message>
    <message>
        <source>Update</source>
        <translation>Mise à jour</translation>
    </message>
    <message>
        <source>Shows or hides the update rule in formulas, with the numbers of the step.</source>
        <translation>Montre ou cache la règle de mise à jour en formules, avec les nombres du pas.</translation>
    </message>
    <message>
        <source>Put panels back</source>
        <translation>Remettre les panneaux en place</translation>
    </message>
    <message>
        <source>Shows the panels as at the first start.</source>
        <translation>Montre les panneaux comme au premier lancement.</translation>
    </message>
    <message>
        <source>Stage alone</source>
        <translation>Scène seule</translation>
    </message>
    <message>
        <source>The landscape fills the window; the same key brings the rest back.</source>
        <translation>Le paysage remplit la fenêtre&#xa0;; la même touche ramène le reste.</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>Plein écran</translation>
    </message>
    <message>
        <source>The window fills the screen.</source>
        <translation>La fenêtre remplit l’écran.</translation>
    </message>
    <message>
        <source>Menus</source>
        <translation>Menus</translation>
    </message>
    <message>
        <source>The arrows lead through the menus; the same key or Escape leads back.</source>
        <translation>Les flèches parcourent les menus&#xa0;; la même touche ou Échap en ressort.</translation>
    </message>
    <message>
        <source>Spotlight</source>
        <translation>Pointeur lumineux</translation>
    </message>
    <message>
        <source>Dims all but a circle round the pointer; the same key or Escape ends it.</source>
        <translation>Assombrit tout, sauf un cercle autour du pointeur&#xa0;; la même touche ou Échap l’éteint.</translation>
    </message>
    <message>
        <source>Back to the whole window</source>
        <translation>Revenir à la fenêtre entière</translation>
    </message>
    <message>
        <source>Ends full screen and stage alone, and closes a message.</source>
        <translation>Quitte le plein écran et la scène seule, et ferme un message.</translation>
    </message>
    <message>
        <source>Theme of the system</source>
        <translation>Thème du système</translation>
    </message>
    <message>
        <source>Light or dark, as the system is.</source>
        <translation>Clair ou sombre, comme le système.</translation>
    </message>
    <message>
        <source>Light theme</source>
        <translation>Thème clair</translation>
    </message>
    <message>
        <source>Dark on light.</source>
        <translation>Sombre sur clair.</translation>
    </message>
    <message>
        <source>Dark theme</source>
        <translation>Thème sombre</translation>
    </message>
    <message>
        <source>Light on dark.</source>
        <translation>Clair sur sombre.</translation>
    </message>
    <message>
        <source>Projector theme</source>
        <translation>Thème vidéoprojecteur</translation>
    </message>
    <message>
        <source>Strong dark on white, for a projector in a bright room.</source>
        <translation>Sombre soutenu sur blanc, pour un vidéoprojecteur dans une salle claire.</translation>
    </message>
    <message>
        <source>Switch light and dark</source>
        <translation>Basculer clair et sombre</translation>
    </message>
    <message>
        <source>From light to dark, and back.</source>
        <translation>Du clair au sombre, et retour.</translation>
    </message>
    <message>
        <source>Landscape of the theme</source>
        <translation>Paysage du thème</translation>
    </message>
    <message>
        <source>Quiet colours, so that the runs stand out.</source>
        <translation>Des couleurs calmes, pour que les parcours ressortent.</translation>
    </message>
    <message>
        <source>Landscape in cividis</source>
        <translation>Paysage en cividis</translation>
    </message>
    <message>
        <source>From blue at the lowest loss to yellow; everybody sees the same order.</source>
        <translation>Du bleu, à la plus petite perte, au jaune&#xa0;; tout le monde voit le même ordre.</translation>
    </message>
    <message>
        <source>Landscape in viridis</source>
        <translation>Paysage en viridis</translation>
    </message>
    <message>
        <source>From violet at the lowest loss by green to yellow.</source>
        <translation>Du violet, à la plus petite perte, au jaune en passant par le vert.</translation>
    </message>
    <message>
        <source>Larger text</source>
        <translation>Texte plus grand</translation>
    </message>
    <message>
        <source>Makes all text and all lines larger.</source>
        <translation>Agrandit tous les textes et tous les traits.</translation>
    </message>
    <message>
        <source>Smaller text</source>
        <translation>Texte plus petit</translation>
    </message>
    <message>
        <source>Makes all text and all lines smaller.</source>
        <translation>Réduit tous les textes et tous les traits.</translation>
    </message>
    <message>
        <source>Normal text</source>
        <translation>Texte normal</translation>
    </message>
    <message>
        <source>Puts all text back to its size.</source>
        <translation>Rend à tous les textes leur taille.</translation>
    </message>
    <message>
        <source>English</source>
        <translation>English</translation>
    </message>
    <message>
        <source>The window speaks English.</source>
        <translation>La fenêtre parle anglais.</translation>
    </message>
    <message>
        <source>Français</source>
        <translation>Français</translation>
    </message>
    <message>
        <source>The window speaks French.</source>
        <translation>La fenêtre parle français.</translation>
    </message>
    <message>
        <source>Guide</source>
        <translation>Guide</translation>
    </message>
    <message>
        <source>Tells how to give a lecture with the program, in a window of its own.</source>
        <translation>Explique comment donner un cours avec le programme, dans une fenêtre à part.</translation>
    </message>
    <message>
        <source>What is this?</source>
        <translation>Qu’est-ce que c’est&#xa0;?</translation>
    </message>
    <message>
        <source>The next click tells what a control, a view or a button is, and its formula.</source>
        <translation>Le prochain clic dit ce qu’est un réglage, une vue ou un bouton, avec sa formule.</translation>
    </message>
    <message>
        <source>Keys and mouse</source>
        <translation>Touches et souris</translation>
    </message>
    <message>
        <source>Lists all keys, and what the mouse does.</source>
        <translation>Donne la liste des touches, et ce que fait la souris.</translation>
    </message>
    <message>
        <source>About reluviz</source>
        <translation>À propos de reluviz</translation>
    </message>
    <message>
        <source>Version, licence, and what the program is made of.</source>
        <translation>Version, licence, et ce dont le programme est fait.</translation>
    </message>
    <message>
        <source>This is for a surface only (S).</source>
        <translation>Pour une surface seulement (S).</translation>
    </message>
    <message>
        <source>Whole landscape</source>
        <translation>Paysage entier</translation>
    </message>
    <message>
        <source>Shows the whole range; in the plane of a path, all runs; of a surface, what is seen at first.</source>
        <translation>Montre toute l’étendue&#xa0;; dans le plan du parcours, tous les parcours&#xa0;; d’une surface, ce que l’on voit au début.</translation>
    </message>
    <message>
        <source>Basin map</source>
        <translation>Carte des bassins</translation>
    </message>
    <message>
        <source>Colours the landscape by where a training from each place would end up.</source>
        <translation>Colore le paysage selon l’endroit où finirait un entraînement parti de chaque point.</translation>
    </message>
    <message>
        <source>Plane of the path</source>
        <translation>Plan du parcours</translation>
    </message>
    <message>
        <source>Shows the plane (PCA) in which the followed path varies most; or as before.</source>
        <translation>Montre le plan (ACP) où le parcours suivi varie le plus&#xa0;; ou comme avant.</translation>
    </message>
    <message>
        <source>The plane of the path takes a student of more than two parameters.</source>
        <translation>Le plan du parcours demande un élève de plus de deux paramètres.</translation>
    </message>
    <message>
        <source>Surface in 3-D</source>
        <translation>Surface en 3D</translation>
    </message>
    <message>
        <source>Shows the loss over two parameters as a surface; once more: as before.</source>
        <translation>Montre la perte selon deux paramètres comme une surface&#xa0;; encore une fois&#xa0;: comme avant.</translation>
    </message>
    <message>
        <source>A surface takes a student of two parameters or more.</source>
        <translation>Une surface demande un élève d’au moins deux paramètres.</translation>
    </message>
    <message>
        <source>Logarithmic height</source>
        <translation>Hauteur logarithmique</translation>
    </message>
    <message>
        <source>Shows both the flat part of the surface and its minimum; off: linear.</source>
        <translation>Montre à la fois la partie plate de la surface et son minimum&#xa0;; sans elle&#xa0;: linéaire.</translation>
    </message>
    <message>
        <source>Turntable</source>
        <translation>Plateau tournant</translation>
    </message>
    <message>
        <source>Lets the surface turn slowly; the same key stops it where it is.</source>
        <translation>Fait tourner lentement la surface&#xa0;; la même touche l’arrête où elle est.</translation>
    </message>
    <message>
        <source>The turntable is for a surface only (S), without reduced motion.</source>
        <translation>Le plateau tournant demande une surface (S), sans réduction des mouvements.</translation>
    </message>
    <message>
        <source>Reduced motion</source>
        <translation>Moins de mouvement</translation>
    </message>
    <message>
        <source>Nothing moves but what trains: no turntable, no gliding panels.</source>
        <translation>Rien ne bouge que ce qui s’entraîne&#xa0;: ni plateau tournant, ni panneaux qui glissent.</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>Zoom avant</translation>
    </message>
    <message>
        <source>Shows less of the landscape, and larger.</source>
        <translation>Montre moins de paysage, en plus grand.</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>Zoom arrière</translation>
    </message>
    <message>
        <source>Shows more of the landscape, and smaller.</source>
        <translation>Montre plus de paysage, en plus petit.</translation>
    </message>
    <message>
        <source>Look further left</source>
        <translation>Regarder plus à gauche</translation>
    </message>
    <message>
        <source>Moves the view over the landscape.</source>
        <translation>Déplace la vue sur le paysage.</translation>
    </message>
    <message>
        <source>Look further right</source>
        <translation>Regarder plus à droite</translation>
    </message>
    <message>
        <source>Look further up</source>
        <translation>Regarder plus haut</translation>
    </message>
    <message>
        <source>Look further down</source>
        <translation>Regarder plus bas</translation>
    </message>
    <message>
        <source>Turn left</source>
        <translation>Tourner à gauche</translation>
    </message>
    <message>
        <source>Looks at the surface from further left.</source>
        <translation>Regarde la surface de plus à gauche.</translation>
    </message>
    <message>
        <source>Turn right</source>
        <translation>Tourner à droite</translation>
    </message>
    <message>
        <source>Looks at the surface from further right.</source>
        <translation>Regarde la surface de plus à droite.</translation>
    </message>
    <message>
        <source>Tilt up</source>
        <translation>Incliner vers le haut</translation>
    </message>
    <message>
        <source>Looks at the surface from higher above.</source>
        <translation>Regarde la surface de plus haut.</translation>
    </message>
    <message>
        <source>Tilt down</source>
        <translation>Incliner vers le bas</translation>
    </message>
    <message>
        <source>Looks at the surface from nearer the ground.</source>
        <translation>Regarde la surface de plus près du sol.</translation>
    </message>
    <message>
        <source>Count in epochs</source>
        <translation>Compter en époques</translation>
    </message>
    <message>
        <source>Counts epochs of 100 steps along loss and parameters.</source>
        <translation>Compte en époques de 100 pas sous la perte et les paramètres.</translation>
    </message>
    <message>
        <source>Click the landscape</source>
        <translation>Clic sur le paysage</translation>
    </message>
    <message>
        <source>sets the followed start</source>
        <translation>place le départ suivi</translation>
    </message>
    <message>
        <source>Shift-click</source>
        <translation>Maj + clic</translation>
    </message>
    <message>
        <source>adds a start</source>
        <translation>ajoute un départ</translation>
    </message>
    <message>
        <source>Drag a start or a head</source>
        <translation>Glisser un départ ou une tête</translation>
    </message>
    <message>
        <source>moves it</source>
        <translation>le déplace</translation>
    </message>
    <message>
        <source>Wheel</source>
        <translation>Molette</translation>
    </message>
    <message>
        <source>zooms at the pointer</source>
        <translation>zoome sous le pointeur</translation>
    </message>
    <message>
        <source>Drag a map or a curve with Ctrl or the middle button</source>
        <translation>Glisser une carte ou une courbe avec Ctrl ou le bouton du milieu</translation>
    </message>
    <message>
        <source>moves the view</source>
        <translation>déplace la vue</translation>
    </message>
    <message>
        <source>Drag a surface</source>
        <translation>Glisser une surface</translation>
    </message>
    <message>
        <source>turns it</source>
        <translation>la fait tourner</translation>
    </message>
    <message>
        <source>Drag a surface with Shift or the middle button</source>
        <translation>Glisser une surface avec Maj ou le bouton du milieu</translation>
    </message>
    <message>
        <source>Double-click beside a surface</source>
        <translation>Double clic à côté d’une surface</translation>
    </message>
    <message>
        <source>brings the camera back</source>
        <translation>ramène la caméra</translation>
    </message>
    <message>
        <source>Drag the timeline with Shift</source>
        <translation>Glisser sur la chronologie avec Maj</translation>
    </message>
    <message>
        <source>marks a part for a film</source>
        <translation>marque une partie pour un film</translation>
    </message>
    <message>
        <source>Right click</source>
        <translation>Clic droit</translation>
    </message>
    <message>
        <source>copies or saves a view</source>
        <translation>copie ou enregistre une vue</translation>
    </message>
    <message>
        <source>Next cue</source>
        <translation>Scène suivante</translation>
    </message>
    <message>
        <source>Shows what is hidden, else the next cue, after the last one the next lesson; a clicker’s key.</source>
        <translation>Montre ce qui est caché, sinon la scène suivante, après la dernière la leçon suivante&#xa0;; une touche de télécommande.</translation>
    </message>
    <message>
        <source>Previous cue</source>
        <translation>Scène précédente</translation>
    </message>
    <message>
        <source>Shows the cue before; a clicker’s key.</source>
        <translation>Montre la scène précédente&#xa0;; une touche de télécommande.</translation>
    </message>
    <message>
        <source>End the lesson</source>
        <translation>Finir la leçon</translation>
    </message>
    <message>
        <source>Closes the lesson’s words; what it has shown stays open.</source>
        <translation>Ferme le texte de la leçon&#xa0;; ce qu’elle a montré reste ouvert.</translation>
    </message>
    <message>
        <source>Present</source>
        <translation>Présenter</translation>
    </message>
    <message>
        <source>Fills the screen, without menus and controls; then arrows and digits go through the cues, too.</source>
        <translation>Remplit l’écran, sans menus ni réglages&#xa0;; flèches et chiffres parcourent alors aussi les scènes.</translation>
    </message>
    <message>
        <source>Speaker’s notes</source>
        <translation>Notes de l’orateur</translation>
    </message>
    <message>
        <source>Opens a window with the cue’s notes, the next cue and a clock.</source>
        <translation>Ouvre une fenêtre avec les notes de la scène, la scène suivante et une horloge.</translation>
    </message>
    <message>
        <source>Cue of this number</source>
        <translation>Scène de ce numéro</translation>
    </message>
    <message>
        <source>Jumps to a cue of the lesson.</source>
        <translation>Saute à une scène de la leçon.</translation>
    </message>
    <message>
        <source>Blank screen</source>
        <translation>Écran noir</translation>
    </message>
    <message>
        <source>Covers everything in black; any key brings the picture back.</source>
        <translation>Couvre tout de noir&#xa0;; n’importe quelle touche ramène l’image.</translation>
    </message>
    <message>
        <source>Words of the cue</source>
        <translation>Texte de la scène</translation>
    </message>
    <message>
        <source>Hides the words above the landscape, or shows them again.</source>
        <translation>Cache le texte au-dessus du paysage, ou le montre à nouveau.</translation>
    </message>
    <message>
        <source>Swap the screens</source>
        <translation>Échanger les écrans</translation>
    </message>
    <message>
        <source>Window and notes change places, where there are two screens.</source>
        <translation>Fenêtre et notes changent de place, s’il y a deux écrans.</translation>
    </message>
    <message>
        <source>End presenting</source>
        <translation>Terminer la présentation</translation>
    </message>
    <message>
        <source>Brings menus, controls and transport back.</source>
        <translation>Ramène menus, réglages et lecture.</translation>
    </message>
    <message>
        <source>As on the screen</source>
        <translation>Comme à l’écran</translation>
    </message>
    <message>
        <source>A PNG, or a copied picture, is as wide and high as on the screen.</source>
        <translation>Un PNG, ou une image copiée, a la largeur et la hauteur qu’il a à l’écran.</translation>
    </message>
    <message>
        <source>Twice as fine</source>
        <translation>Deux fois plus fine</translation>
    </message>
    <message>
        <source>A PNG, or a copied picture, is twice as wide and high as on the screen.</source>
        <translation>Un PNG, ou une image copiée, est deux fois plus large et haut qu’à l’écran.</translation>
    </message>
    <message>
        <source>Three times as fine</source>
        <translation>Trois fois plus fine</translation>
    </message>
    <message>
        <source>A PNG, or a copied picture, is three times as wide and high as on the screen.</source>
        <translation>Un PNG, ou une image copiée, est trois fois plus large et haut qu’à l’écran.</translation>
    </message>
    <message>
        <source>Four times as fine</source>
        <translation>Quatre fois plus fine</translation>
    </message>
    <message>
        <source>A PNG, or a copied picture, is four times as wide and high as on the screen.</source>
        <translation>Un PNG, ou une image copiée, est quatre fois plus large et haut qu’à l’écran.</translation>
    </message>
</context>
<context>
    <name>Controls</name>
    <message>
        <source>plane of the path (PCA)</source>
        <translation>plan du parcours</translation>
    </message>
    <message>
        <source>from</source>
        <translation>de</translation>
    </message>
    <message>
        <source>to</source>
        <translation>à</translation>
    </message>
    <message>
        <source>count</source>
        <translation>nombre</translation>
    </message>
    <message>
        <source>{label}: {part}</source>
        <translation>{label}&#xa0;: {part}</translation>
    </message>
    <message>
        <source>Now: {value}</source>
        <translation>Valeur&#xa0;: {value}</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Départ</translation>
    </message>
    <message>
        <source>Race</source>
        <translation>Course</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modèle</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>Entraînement</translation>
    </message>
    <message>
        <source>Landscape</source>
        <translation>Paysage</translation>
    </message>
    <message>
        <source>Basin map</source>
        <translation>Carte des bassins</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>Données</translation>
    </message>
    <message>
        <source>Teacher</source>
        <translation>Maître</translation>
    </message>
    <message>
        <source>Engine</source>
        <translation>Moteur</translation>
    </message>
    <message>
        <source>{racer}: model and training show and change its settings; neuron and verdict tell of it.</source>
        <translation>{racer}&#xa0;: modèle et entraînement montrent et changent ses réglages&#xa0;; neurone et verdict parlent de lui.</translation>
    </message>
    <message>
        <source>A racer has the same starts, and settings of its own: add one, then change model or training.</source>
        <translation>Un concurrent a les mêmes départs, et ses propres réglages&#xa0;: ajoutez-en un, puis changez modèle ou entraînement.</translation>
    </message>
    <message>
        <source>Add racer</source>
        <translation>Ajouter un concurrent</translation>
    </message>
    <message>
        <source>Adds a racer with the settings of this one; the race begins anew.</source>
        <translation>Ajoute un concurrent avec les réglages de celui-ci&#xa0;; la course recommence.</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Supprimer</translation>
    </message>
    <message>
        <source>Removes this racer; the first one, the scenario itself, stays.</source>
        <translation>Supprime ce concurrent&#xa0;; le premier, le scénario lui-même, reste.</translation>
    </message>
    <message>
        <source>Key: {key}</source>
        <translation>Touche&#xa0;: {key}</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Parcours</translation>
    </message>
    <message>
        <source>The run that sliders, neuron, parameters and verdict tell of.&lt;br&gt;Keys: N, P</source>
        <translation>Le parcours dont parlent curseurs, neurone, paramètres et verdict.&lt;br&gt;Touches&#xa0;: N, P</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>Unité</translation>
    </message>
    <message>
        <source>The hidden unit that the sliders below tell of.</source>
        <translation>L’unité cachée dont parlent les curseurs ci-dessous.</translation>
    </message>
    <message>
        <source>Add start</source>
        <translation>Ajouter un départ</translation>
    </message>
    <message>
        <source>Adds a start beside this one. Key: A; on the landscape Shift-click</source>
        <translation>Ajoute un départ à côté de celui-ci. Touche&#xa0;: A&#xa0;; sur le paysage, Maj + clic</translation>
    </message>
    <message>
        <source>Removes this start and its run. Key: Delete</source>
        <translation>Supprime ce départ et son parcours. Touche&#xa0;: Suppr</translation>
    </message>
    <message>
        <source>Many starts</source>
        <translation>Départs multiples</translation>
    </message>
    <message>
        <source>Many starts at once, beside those that you place: at random, or on a grid.</source>
        <translation>Beaucoup de départs à la fois, à côté de ceux que vous placez&#xa0;: au hasard, ou sur une grille.</translation>
    </message>
    <message>
        <source>none</source>
        <translation>aucun</translation>
    </message>
    <message>
        <source>random</source>
        <translation>au hasard</translation>
    </message>
    <message>
        <source>grid</source>
        <translation>grille</translation>
    </message>
    <message>
        <source>Click the landscape to place a start.</source>
        <translation>Cliquez sur le paysage pour placer un départ.</translation>
    </message>
    <message>
        <source>All starts are made by the rule below.</source>
        <translation>Tous les départs viennent de la règle ci-dessous.</translation>
    </message>
    <message>
        <source>y = Σ output weight · relu(weight · x + bias)</source>
        <translation>y = Σ poids de sortie · relu(poids · x + biais)</translation>
    </message>
    <message>
        <source>Add ReLU</source>
        <translation>Ajouter une ReLU</translation>
    </message>
    <message>
        <source>Adds a ReLU to the teacher, the last one mirrored.</source>
        <translation>Ajoute une ReLU au maître, la dernière en miroir.</translation>
    </message>
    <message>
        <source>Removes the teacher&apos;s last ReLU.</source>
        <translation>Supprime la dernière ReLU du maître.</translation>
    </message>
    <message>
        <source>above {low}, up to {high}</source>
        <translation>supérieur à {low}, jusqu’à {high}</translation>
    </message>
    <message>
        <source>from {low} to {high}</source>
        <translation>de {low} à {high}</translation>
    </message>
    <message>
        <source>Type a whole number {range}.</source>
        <translation>Entrez un nombre entier {range}.</translation>
    </message>
    <message>
        <source>Type a number {range}.</source>
        <translation>Entrez un nombre {range}.</translation>
    </message>
    <message>
        <source>Range: {range}</source>
        <translation>Plage&#xa0;: {range}</translation>
    </message>
    <message>
        <source>Acts with: {only}</source>
        <translation>Agit avec&#xa0;: {only}</translation>
    </message>
    <message>
        <source>Acts on the running training.</source>
        <translation>Agit sur l’entraînement en cours.</translation>
    </message>
</context>
<context>
    <name>Edits</name>
    <message>
        <source>basin map</source>
        <translation>carte des bassins</translation>
    </message>
    <message>
        <source>surface in 3-D</source>
        <translation>surface en 3D</translation>
    </message>
    <message>
        <source>height of the surface</source>
        <translation>hauteur de la surface</translation>
    </message>
    <message>
        <source>turn the surface</source>
        <translation>tourner la surface</translation>
    </message>
    <message>
        <source>plane of the path</source>
        <translation>plan du parcours</translation>
    </message>
</context>
<context>
    <name>Files</name>
    <message>
        <source>unnamed</source>
        <translation>sans nom</translation>
    </message>
    <message>
        <source>{action}: {what}</source>
        <translation>{action}&#xa0;: {what}</translation>
    </message>
    <message>
        <source>Save scenario</source>
        <translation>Enregistrer le scénario</translation>
    </message>
    <message>
        <source>Scenarios (*.toml)</source>
        <translation>Scénarios (*.toml)</translation>
    </message>
    <message>
        <source>Save picture</source>
        <translation>Enregistrer l’image</translation>
    </message>
    <message>
        <source>Pictures (*.png *.svg *.pdf)</source>
        <translation>Images (*.png *.svg *.pdf)</translation>
    </message>
    <message>
        <source>Record a film</source>
        <translation>Enregistrer un film</translation>
    </message>
    <message>
        <source>Films</source>
        <translation>Films</translation>
    </message>
    <message>
        <source>Folders (*)</source>
        <translation>Dossiers (*)</translation>
    </message>
    <message>
        <source>Save data</source>
        <translation>Enregistrer les données</translation>
    </message>
    <message>
        <source>Tables (*.csv)</source>
        <translation>Tableaux (*.csv)</translation>
    </message>
    <message>
        <source>Open scenario</source>
        <translation>Ouvrir un scénario</translation>
    </message>
    <message>
        <source>Scenarios (*.toml);;All files (*)</source>
        <translation>Scénarios (*.toml);;Tous les fichiers (*)</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Ouvrir</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Enregistrer</translation>
    </message>
    <message>
        <source>Folder:</source>
        <translation>Dossier&#xa0;:</translation>
    </message>
    <message>
        <source>Name:</source>
        <translation>Nom&#xa0;:</translation>
    </message>
    <message>
        <source>Kind:</source>
        <translation>Type&#xa0;:</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Unsaved work is kept: File ▸ {action} opens it.</source>
        <translation>Un travail non enregistré est gardé&#xa0;: Fichier ▸ {action} l’ouvre.</translation>
    </message>
    <message>
        <source>The unsaved work cannot be brought back: {reason}</source>
        <translation>Le travail non enregistré ne peut être repris&#xa0;: {reason}</translation>
    </message>
    <message>
        <source>The unsaved work cannot be kept, so it stays open: {reason}</source>
        <translation>Le travail non enregistré ne peut être gardé, il reste donc ouvert&#xa0;: {reason}</translation>
    </message>
    <message>
        <source>the unsaved work could not be kept ({reason}); it was:</source>
        <translation>le travail non enregistré n’a pas pu être conservé ({reason})&#xa0;; le voici&#xa0;:</translation>
    </message>
    <message>
        <source>Not closed, since the unsaved work cannot be kept ({reason}). Save it, or close again to lose it.</source>
        <translation>Pas fermé, car le travail non enregistré ne peut être gardé ({reason}). Enregistrez-le, ou fermez de nouveau pour le perdre.</translation>
    </message>
    <message>
        <source>{name}: {problem}</source>
        <translation>{name}&#xa0;: {problem}</translation>
    </message>
    <message>
        <source>; choose another name, or this one with its ending</source>
        <translation>&#xa0;; choisissez un autre nom, ou celui-ci avec son extension</translation>
    </message>
</context>
<context>
    <name>Help</name>
    <message>
        <source>Controls</source>
        <translation>Réglages</translation>
    </message>
    <message>
        <source>Mouse</source>
        <translation>Souris</translation>
    </message>
    <message>
        <source>While presenting</source>
        <translation>Pendant la présentation</translation>
    </message>
    <message>
        <source>&lt;h2&gt;reluviz {version}&lt;/h2&gt;&lt;p&gt;Shows, live, why gradient descent gets stuck on a single ReLU neuron.&lt;/p&gt;&lt;p&gt;MIT licence. The typeface is Inter (SIL Open Font License), the icons are Lucide (ISC).&lt;/p&gt;&lt;p&gt;Qt {qt}, pyqtgraph {pyqtgraph}, NumPy {numpy}; TensorFlow in a process of its own.&lt;/p&gt;</source>
        <translation>&lt;h2&gt;reluviz {version}&lt;/h2&gt;&lt;p&gt;Montre, en direct, pourquoi la descente de gradient reste bloquée sur un seul neurone ReLU.&lt;/p&gt;&lt;p&gt;Licence MIT. La police est Inter (SIL Open Font License), les icônes sont de Lucide (ISC).&lt;/p&gt;&lt;p&gt;Qt {qt}, pyqtgraph {pyqtgraph}, NumPy {numpy}&#xa0;; TensorFlow dans son propre processus.&lt;/p&gt;</translation>
    </message>
    <message>
        <source>Keys and mouse</source>
        <translation>Touches et souris</translation>
    </message>
    <message>
        <source>About reluviz</source>
        <translation>À propos de reluviz</translation>
    </message>
    <message>
        <source>Space starts the training. A click on the landscape places a start. ? lists the keys, F1 opens the guide.</source>
        <translation>Espace lance l’entraînement. Un clic sur le paysage place un départ. La touche&#xa0;? liste les touches, F1 ouvre le guide.</translation>
    </message>
    <message>
        <source>Guide — reluviz</source>
        <translation>Guide — reluviz</translation>
    </message>
    <message>
        <source>Headings</source>
        <translation>Titres</translation>
    </message>
    <message>
        <source>Guide</source>
        <translation>Guide</translation>
    </message>
</context>
<context>
    <name>Lessons</name>
    <message>
        <source>{lesson} · {number} of {count} · {title}</source>
        <translation>{lesson} · {number} sur {count} · {title}</translation>
    </message>
    <message>
        <source>Space shows where they end.</source>
        <translation>Espace montre où ils finissent.</translation>
    </message>
    <message>
        <source>Space shows where it ends.</source>
        <translation>Espace montre où il finit.</translation>
    </message>
    <message>
        <source>That was the last cue.</source>
        <translation>C’était la dernière scène.</translation>
    </message>
    <message>
        <source>That was the last cue. Once more for the next lesson: {title}</source>
        <translation>C’était la dernière scène. Encore une fois pour la leçon suivante&#xa0;: {title}</translation>
    </message>
    <message>
        <source>Show the fates</source>
        <translation>Montrer les sorts</translation>
    </message>
    <message>
        <source>the end</source>
        <translation>la fin</translation>
    </message>
    <message>
        <source>{title}: {words}</source>
        <translation>{title}&#xa0;: {words}</translation>
    </message>
    <message>
        <source>Speaker’s notes — reluviz</source>
        <translation>Notes de l’orateur — reluviz</translation>
    </message>
    <message>
        <source>No lesson is open: choose one in the menu Lessons.</source>
        <translation>Aucune leçon n’est ouverte&#xa0;: choisissez-en une dans le menu Leçons.</translation>
    </message>
    <message>
        <source>Next: {cue}</source>
        <translation>Ensuite&#xa0;: {cue}</translation>
    </message>
</context>
<context>
    <name>Panels</name>
    <message>
        <source>Drag to move the panel; the cross closes it. View ▸ Put panels back</source>
        <translation>Glisser pour déplacer le panneau&#xa0;; la croix le ferme. Affichage ▸ Remettre les panneaux en place</translation>
    </message>
    <message>
        <source>Open recent</source>
        <translation>Fichiers récents</translation>
    </message>
    <message>
        <source>Unsaved work</source>
        <translation>Travaux non enregistrés</translation>
    </message>
    <message>
        <source>{label}: it has no effect as the controls stand</source>
        <translation>{label}&#xa0;: sans effet avec les réglages actuels</translation>
    </message>
    <message>
        <source>Controls</source>
        <translation>Réglages</translation>
    </message>
    <message>
        <source>Neuron</source>
        <translation>Neurone</translation>
    </message>
    <message>
        <source>Push</source>
        <translation>Poussée</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>Perte</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>Paramètres</translation>
    </message>
    <message>
        <source>Fates</source>
        <translation>Sorts</translation>
    </message>
    <message>
        <source>Update</source>
        <translation>Mise à jour</translation>
    </message>
</context>
<context>
    <name>Pictures</name>
    <message>
        <source>The picture is on the clipboard: {width} × {height} pixels</source>
        <translation>L’image est dans le presse-papiers&#xa0;: {width} × {height} pixels</translation>
    </message>
    <message>
        <source>{name} is saved</source>
        <translation>{name} est enregistré</translation>
    </message>
    <message>
        <source>The numbers are on the clipboard</source>
        <translation>Les nombres sont dans le presse-papiers</translation>
    </message>
    <message>
        <source>Copy picture</source>
        <translation>Copier l’image</translation>
    </message>
    <message>
        <source>Save picture…</source>
        <translation>Enregistrer l’image…</translation>
    </message>
    <message>
        <source>Copy data as CSV</source>
        <translation>Copier les données en CSV</translation>
    </message>
    <message>
        <source>Save data as CSV…</source>
        <translation>Enregistrer les données en CSV…</translation>
    </message>
</context>
<context>
    <name>Race</name>
    <message>
        <source>Add racer</source>
        <translation>Ajouter un concurrent</translation>
    </message>
    <message>
        <source>Remove racer</source>
        <translation>Supprimer le concurrent</translation>
    </message>
</context>
<context>
    <name>Record</name>
    <message>
        <source>PowerPoint, Keynote</source>
        <translation>PowerPoint, Keynote</translation>
    </message>
    <message>
        <source>An H.264 film to drag onto a slide.</source>
        <translation>Un film H.264 à glisser sur une diapositive.</translation>
    </message>
    <message>
        <source>PowerPoint: a whole slide</source>
        <translation>PowerPoint&#xa0;: une diapositive entière</translation>
    </message>
    <message>
        <source>A slide that plays the film by itself, with title and notes.</source>
        <translation>Une diapositive qui joue le film d’elle-même, avec titre et notes.</translation>
    </message>
    <message>
        <source>Google Slides, LibreOffice</source>
        <translation>Google Slides, LibreOffice</translation>
    </message>
    <message>
        <source>A GIF, which plays endlessly wherever pictures are shown.</source>
        <translation>Un GIF, qui joue sans fin partout où l’on montre des images.</translation>
    </message>
    <message>
        <source>Web page: film</source>
        <translation>Page web&#xa0;: film</translation>
    </message>
    <message>
        <source>A VP9 film for browsers; its ground may be transparent.</source>
        <translation>Un film VP9 pour navigateurs&#xa0;; son fond peut être transparent.</translation>
    </message>
    <message>
        <source>Web page: moving picture</source>
        <translation>Page web&#xa0;: image animée</translation>
    </message>
    <message>
        <source>A lossless WebP; its ground may be transparent.</source>
        <translation>Un WebP sans perte&#xa0;; son fond peut être transparent.</translation>
    </message>
    <message>
        <source>LaTeX Beamer</source>
        <translation>LaTeX Beamer</translation>
    </message>
    <message>
        <source>A PDF of vector pages for \animategraphics, a page a frame.</source>
        <translation>Un PDF de pages vectorielles pour \animategraphics, une page par image.</translation>
    </message>
    <message>
        <source>Single pictures</source>
        <translation>Images séparées</translation>
    </message>
    <message>
        <source>A folder of PNGs, with the lines for LaTeX beside them.</source>
        <translation>Un dossier de PNG, avec à côté les lignes pour LaTeX.</translation>
    </message>
    <message>
        <source>Record a film</source>
        <translation>Enregistrer un film</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Fichier</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Choisir…</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>Voir le dossier</translation>
    </message>
    <message>
        <source>Copy path</source>
        <translation>Copier le chemin</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>Enregistrer</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>Remplacer</translation>
    </message>
    <message>
        <source>all steps so far</source>
        <translation>tous les pas jusqu’ici</translation>
    </message>
    <message>
        <source>from the playhead on</source>
        <translation>depuis le pas montré</translation>
    </message>
    <message>
        <source>up to the playhead</source>
        <translation>jusqu’au pas montré</translation>
    </message>
    <message>
        <source>a part that is marked</source>
        <translation>une partie marquée</translation>
    </message>
    <message>
        <source>the last 10 s, as seen</source>
        <translation>les 10 dernières s, comme vues</translation>
    </message>
    <message>
        <source>For</source>
        <translation>Pour</translation>
    </message>
    <message>
        <source>Where the film is to be shown: format and a size that suits it.</source>
        <translation>Où le film sera montré&#xa0;: le format, et une taille qui lui convient.</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>Pas</translation>
    </message>
    <message>
        <source>What the film shows: a part of the training; or the ten seconds before this dialog was asked for, as they were seen, with pauses, jumps and changes of the view.</source>
        <translation>Ce que montre le film&#xa0;: une partie de l’entraînement&#xa0;; ou les dix secondes avant l’ouverture de cette fenêtre, comme elles ont été vues, avec les pauses, les sauts et les changements de vue.</translation>
    </message>
    <message>
        <source>Part</source>
        <translation>Partie</translation>
    </message>
    <message>
        <source>The first and the last step; Shift and a drag on the timeline mark them too.</source>
        <translation>Le premier et le dernier pas&#xa0;; Maj et un glissement sur la chronologie les marquent aussi.</translation>
    </message>
    <message>
        <source>A picture shows one panel at least.</source>
        <translation>Une image montre au moins un panneau.</translation>
    </message>
    <message>
        <source>Common sizes</source>
        <translation>Tailles courantes</translation>
    </message>
    <message>
        <source>Type width × height, each from {low} to {high} pixels.</source>
        <translation>Entrez largeur × hauteur, chacune de {low} à {high} pixels.</translation>
    </message>
    <message>
        <source>First frame: step {step}</source>
        <translation>Première image&#xa0;: pas {step}</translation>
    </message>
    <message>
        <source>Last frame: step {step}</source>
        <translation>Dernière image&#xa0;: pas {step}</translation>
    </message>
    <message>
        <source>{seconds} s, {frames} frames, about {size}</source>
        <translation>{seconds}&#xa0;s, {frames} images, environ {size}</translation>
    </message>
    <message>
        <source>There is nothing to film yet: press play first.</source>
        <translation>Il n’y a encore rien à filmer&#xa0;: lancez d’abord la lecture.</translation>
    </message>
    <message>
        <source>{name} is there already. Replace it, or choose another name.</source>
        <translation>{name} existe déjà. Remplacez-le, ou choisissez un autre nom.</translation>
    </message>
    <message>
        <source>{name} is there: {size}</source>
        <translation>{name} est prêt&#xa0;: {size}</translation>
    </message>
    <message>
        <source>Cancelled; nothing is left of it.</source>
        <translation>Annulé&#xa0;; il n’en reste rien.</translation>
    </message>
    <message>
        <source>No program here shows folders; it is in {folder}</source>
        <translation>Aucun programme d’ici ne montre les dossiers&#x202f;; le film est dans {folder}</translation>
    </message>
    <message>
        <source>Getting ready…</source>
        <translation>Préparation…</translation>
    </message>
    <message>
        <source>All frames are painted; completing the file…</source>
        <translation>Toutes les images sont peintes&#xa0;; le fichier se termine…</translation>
    </message>
    <message>
        <source>Frame {done} of {count}</source>
        <translation>Image {done} sur {count}</translation>
    </message>
    <message>
        <source> · {time} left</source>
        <translation> · encore {time}</translation>
    </message>
    <message>
        <source>{minutes}:{seconds} min</source>
        <translation>{minutes}:{seconds}&#xa0;min</translation>
    </message>
    <message>
        <source>{seconds} s</source>
        <translation>{seconds}&#xa0;s</translation>
    </message>
    <message>
        <source>{size} GB</source>
        <translation>{size}&#xa0;Go</translation>
    </message>
    <message>
        <source>{size} MB</source>
        <translation>{size}&#xa0;Mo</translation>
    </message>
    <message>
        <source>{size} kB</source>
        <translation>{size}&#xa0;ko</translation>
    </message>
    <message>
        <source>Drag the film</source>
        <translation>Faire glisser le film</translation>
    </message>
    <message>
        <source>&lt;b&gt;Drag the film&lt;/b&gt;&lt;br&gt;Onto a slide, into a folder or a message: they get a copy.</source>
        <translation>&lt;b&gt;Faire glisser le film&lt;/b&gt;&lt;br&gt;Sur une diapositive, dans un dossier ou un message&#xa0;: ils en reçoivent une copie.</translation>
    </message>
    <message>
        <source>First step</source>
        <translation>Premier pas</translation>
    </message>
    <message>
        <source>Last step</source>
        <translation>Dernier pas</translation>
    </message>
    <message>
        <source>Type two steps, the first before the last.</source>
        <translation>Entrez deux pas, le premier avant le dernier.</translation>
    </message>
</context>
<context>
    <name>Stage</name>
    <message>
        <source>Close message</source>
        <translation>Fermer le message</translation>
    </message>
    <message>
        <source>Close message. Key: Escape</source>
        <translation>Fermer le message. Touche&#xa0;: Échap</translation>
    </message>
    <message>
        <source>Something went wrong that should not: {error}</source>
        <translation>Quelque chose d’imprévu a échoué&#xa0;: {error}</translation>
    </message>
    <message>
        <source>Landscape</source>
        <translation>Paysage</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>Verdict</translation>
    </message>
</context>
<context>
    <name>Starts</name>
    <message>
        <source>Set start</source>
        <translation>Placer le départ</translation>
    </message>
    <message>
        <source>This start is made by a rule; add a start of your own with Shift and a click.</source>
        <translation>Ce départ vient d’une règle&#xa0;; ajoutez-en un à vous avec Maj et un clic.</translation>
    </message>
    <message>
        <source>Move start</source>
        <translation>Déplacer le départ</translation>
    </message>
    <message>
        <source>Remove start</source>
        <translation>Supprimer le départ</translation>
    </message>
    <message>
        <source>This start is made by a rule: change how many there are under Start, Many starts.</source>
        <translation>Ce départ vient d’une règle&#xa0;: changez leur nombre sous Départ, Départs multiples.</translation>
    </message>
    <message>
        <source>There are {count} runs, as many as there may be.</source>
        <translation>Il y a {count} parcours, autant qu’il peut y en avoir.</translation>
    </message>
    <message>
        <source>Add start</source>
        <translation>Ajouter un départ</translation>
    </message>
    <message>
        <source>A start of your own fits one number of hidden units, but the racers have several.</source>
        <translation>Un départ placé ne vaut que pour un seul nombre d’unités cachées, or les concurrents en ont plusieurs.</translation>
    </message>
</context>
<context>
    <name>Status</name>
    <message>
        <source>exact gradient</source>
        <translation>gradient exact</translation>
    </message>
    <message>
        <source>batches of {count}</source>
        <translation>lots de {count}</translation>
    </message>
    <message>
        <source>seed {seed}</source>
        <translation>graine {seed}</translation>
    </message>
    <message>
        <source>{rate} steps/s are made</source>
        <translation>{rate} pas/s sont faits</translation>
    </message>
</context>
<context>
    <name>Tiles</name>
    <message>
        <source>This racer has other parameters: place starts on the first landscape; they are the same for all.</source>
        <translation>Ce concurrent a d’autres paramètres&#xa0;: placez les départs sur le premier paysage&#xa0;; ils sont les mêmes pour tous.</translation>
    </message>
</context>
<context>
    <name>Transport</name>
    <message>
        <source>Record</source>
        <translation>Filmer</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>Vitesse</translation>
    </message>
    <message>
        <source>&lt;b&gt;Speed&lt;/b&gt;&lt;br&gt;Steps a second, of the training and of the replay.&lt;br&gt;Range: 1 to 100,000 steps/s, logarithmic&lt;br&gt;Keys: [ and ], ↓ and ↑</source>
        <translation>&lt;b&gt;Vitesse&lt;/b&gt;&lt;br&gt;Pas par seconde, de l’entraînement et de la relecture.&lt;br&gt;Plage&#xa0;: 1 à 100&#x202f;000 pas/s, logarithmique&lt;br&gt;Touches&#xa0;: [ et ], ↓ et ↑</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>Chronologie</translation>
    </message>
    <message>
        <source>&lt;b&gt;Timeline&lt;/b&gt;&lt;br&gt;Drag to look at any step between 0 and the newest; training goes on. Shift and drag marks a part for a film; Shift and a click takes the mark away.&lt;br&gt;Keys: ← and →, Home and End</source>
        <translation>&lt;b&gt;Chronologie&lt;/b&gt;&lt;br&gt;Glisser pour regarder n’importe quel pas entre 0 et le dernier&#xa0;; l’entraînement continue. Maj et un glissement marquent une partie pour un film&#xa0;; Maj et un clic enlèvent la marque.&lt;br&gt;Touches&#xa0;: ← et →, Début et Fin</translation>
    </message>
    <message>
        <source>Nothing to play</source>
        <translation>Aucun parcours</translation>
    </message>
    <message>
        <source>{speed} steps/s</source>
        <translation>{speed} pas/s</translation>
    </message>
    <message>
        <source>&lt;b&gt;{step}&lt;/b&gt; of {steps} steps</source>
        <translation>&lt;b&gt;{step}&lt;/b&gt; sur {steps} pas</translation>
    </message>
</context>
<context>
    <name>WhatsThis</name>
    <message>
        <source>&lt;b&gt;Landscape&lt;/b&gt;&lt;br&gt;The expected loss over the student’s parameters, computed exactly:&lt;br&gt;L = E[(f(x) − y)²].&lt;br&gt;Each run is a trail from its start to its head. The head’s shape and colour tell its fate; the arrow of the followed run points downhill, along −∇L. A click sets the followed start, a click with Shift adds one, a drag moves one, the wheel zooms.</source>
        <translation>&lt;b&gt;Paysage&lt;/b&gt;&lt;br&gt;La perte attendue en fonction des paramètres de l’élève, calculée exactement&#xa0;:&lt;br&gt;L = E[(f(x) − y)²].&lt;br&gt;Chaque parcours est une trace, de son départ à sa tête. La forme et la couleur de la tête disent son sort&#xa0;; la flèche du parcours suivi indique la descente, suivant −∇L. Un clic fixe le départ suivi, un clic avec Maj en ajoute un, un glissement en déplace un, la molette agrandit.</translation>
    </message>
    <message>
        <source>&lt;b&gt;Neuron&lt;/b&gt;&lt;br&gt;Over the input x: what the followed student f(x) answers, what the teacher answers (dashed), and how often each input comes (the hill). On the shaded inputs the neuron is active. It has learnt its task when both lines are one wherever inputs come.</source>
        <translation>&lt;b&gt;Neurone&lt;/b&gt;&lt;br&gt;En fonction de l’entrée x&#xa0;: ce que répond l’élève suivi f(x), ce que répond le maître (en tirets), et la fréquence de chaque entrée (la colline). Sur les entrées ombrées, le neurone est actif. Il a appris sa tâche quand les deux lignes n’en font qu’une partout où il vient des entrées.</translation>
    </message>
    <message>
        <source>&lt;b&gt;Push&lt;/b&gt;&lt;br&gt;Which way, and how much, each input x moves each parameter θ of the followed run:&lt;br&gt;−p(x) · 2 (f(x) − y) · ∂f/∂θ, where p is the density of the inputs.&lt;br&gt;All inputs together come to −∂L/∂θ. Where no unit is active, no input has a say.&lt;br&gt;With mini-batches each tick is a sample of the step’s batch.</source>
        <translation>&lt;b&gt;Poussée&lt;/b&gt;&lt;br&gt;Dans quel sens et de combien chaque entrée x déplace chaque paramètre θ du parcours suivi&#xa0;:&lt;br&gt;−p(x) · 2 (f(x) − y) · ∂f/∂θ, où p est la densité des entrées.&lt;br&gt;Toutes les entrées ensemble donnent −∂L/∂θ. Là où aucune unité n’est active, aucune entrée n’a de poids.&lt;br&gt;Avec des mini-lots, chaque trait est un exemple du lot de ce pas.</translation>
    </message>
    <message>
        <source>&lt;b&gt;Loss&lt;/b&gt;&lt;br&gt;The expected loss L of all runs over the steps, up to the playhead, on a logarithmic axis. A line that goes flat above the lowest loss is a run that has got stuck.</source>
        <translation>&lt;b&gt;Perte&lt;/b&gt;&lt;br&gt;La perte attendue L de tous les parcours au fil des pas, jusqu’à la tête de lecture, sur un axe logarithmique. Une ligne qui devient plate au-dessus de la perte la plus basse est un parcours bloqué.</translation>
    </message>
    <message>
        <source>&lt;b&gt;Parameters&lt;/b&gt;&lt;br&gt;The followed run’s parameters over the steps, up to the playhead; those of all runs where the student has but one.</source>
        <translation>&lt;b&gt;Paramètres&lt;/b&gt;&lt;br&gt;Les paramètres du parcours suivi au fil des pas, jusqu’à la tête de lecture&#xa0;; ceux de tous les parcours quand l’élève n’en a qu’un.</translation>
    </message>
    <message>
        <source>&lt;b&gt;Fates&lt;/b&gt;&lt;br&gt;How many runs have which fate at the playhead, as a bar and as a table. Of starts that are drawn at random it tells in which range the true share lies (95 % intervals after Wilson).</source>
        <translation>&lt;b&gt;Sorts&lt;/b&gt;&lt;br&gt;Combien de parcours ont quel sort à la tête de lecture, en barre et en tableau. Pour les départs tirés au hasard, il dit dans quel intervalle se trouve la vraie part (intervalles de Wilson à 95&#xa0;%).</translation>
    </message>
    <message>
        <source>&lt;b&gt;Update&lt;/b&gt;&lt;br&gt;One step of the followed run in formulas, from the playhead to the next step: first in letters, then with the numbers. With mini-batches g is the gradient of the very batch that the step sees.</source>
        <translation>&lt;b&gt;Mise à jour&lt;/b&gt;&lt;br&gt;Un pas du parcours suivi en formules, de la tête de lecture au pas suivant&#xa0;: d’abord en lettres, puis avec les nombres. Avec des mini-lots, g est le gradient du lot même que voit ce pas.</translation>
    </message>
    <message>
        <source>&lt;b&gt;Model&lt;/b&gt;&lt;br&gt;The student: which parameters it has, and its function.</source>
        <translation>&lt;b&gt;Modèle&lt;/b&gt;&lt;br&gt;L’élève&#xa0;: ses paramètres et sa fonction.</translation>
    </message>
    <message>
        <source>&lt;b&gt;Start&lt;/b&gt;&lt;br&gt;The initial parameters of the followed run, and many starts at once, at random or on a grid.</source>
        <translation>&lt;b&gt;Départ&lt;/b&gt;&lt;br&gt;Les paramètres initiaux du parcours suivi, et beaucoup de départs à la fois, au hasard ou sur une grille.</translation>
    </message>
    <message>
        <source>&lt;b&gt;Training&lt;/b&gt;&lt;br&gt;How the student learns. Changes act at once on the training that is running.</source>
        <translation>&lt;b&gt;Entraînement&lt;/b&gt;&lt;br&gt;Comment l’élève apprend. Les changements agissent aussitôt sur l’entraînement en cours.</translation>
    </message>
    <message>
        <source>&lt;b&gt;Race&lt;/b&gt;&lt;br&gt;The same starts under other settings, one racer each; Model and Training show and change the chosen one’s.</source>
        <translation>&lt;b&gt;Course&lt;/b&gt;&lt;br&gt;Les mêmes départs avec d’autres réglages, un par concurrent&#xa0;; Modèle et Entraînement montrent et changent ceux du concurrent choisi.</translation>
    </message>
    <message>
        <source>&lt;b&gt;Landscape&lt;/b&gt;&lt;br&gt;Whether it is a curve, a map or a surface, and which parameters stand on its axes. The other parameters are those of the followed run at the playhead.</source>
        <translation>&lt;b&gt;Paysage&lt;/b&gt;&lt;br&gt;Courbe, carte ou surface, et les paramètres portés sur les axes. Les autres paramètres sont ceux du parcours suivi à la tête de lecture.</translation>
    </message>
    <message>
        <source>&lt;b&gt;Basin map&lt;/b&gt;&lt;br&gt;The landscape, coloured by the fate of a training that begins at each place.</source>
        <translation>&lt;b&gt;Carte des bassins&lt;/b&gt;&lt;br&gt;Le paysage, coloré selon le sort d’un entraînement qui part de chaque endroit.</translation>
    </message>
    <message>
        <source>&lt;b&gt;Data&lt;/b&gt;&lt;br&gt;The inputs x that training draws, and noise on the targets.</source>
        <translation>&lt;b&gt;Données&lt;/b&gt;&lt;br&gt;Les entrées x que tire l’entraînement, et le bruit sur les cibles.</translation>
    </message>
    <message>
        <source>&lt;b&gt;Teacher&lt;/b&gt;&lt;br&gt;The function that the student is to learn.</source>
        <translation>&lt;b&gt;Maître&lt;/b&gt;&lt;br&gt;La fonction que l’élève doit apprendre.</translation>
    </message>
    <message>
        <source>&lt;b&gt;Engine&lt;/b&gt;&lt;br&gt;What computes the steps, in which numbers, and from which seed.</source>
        <translation>&lt;b&gt;Moteur&lt;/b&gt;&lt;br&gt;Ce qui calcule les pas, en quels nombres, et à partir de quelle graine.</translation>
    </message>
    <message>
        <source>&lt;b&gt;Verdict&lt;/b&gt;&lt;br&gt;What happens to the followed run at the playhead, and why; below it, how many runs have which fate.</source>
        <translation>&lt;b&gt;Verdict&lt;/b&gt;&lt;br&gt;Ce qui arrive au parcours suivi à la tête de lecture, et pourquoi&#xa0;; au-dessous, combien de parcours ont quel sort.</translation>
    </message>
    <message>
        <source>&lt;b&gt;Cue&lt;/b&gt;&lt;br&gt;The words of the lesson’s cue. The arrows go to the cue before and to the next one; the cross ends the lesson.</source>
        <translation>&lt;b&gt;Scène&lt;/b&gt;&lt;br&gt;Les mots de la scène de la leçon. Les flèches mènent à la scène précédente et à la suivante&#xa0;; la croix termine la leçon.</translation>
    </message>
    <message>
        <source>&lt;b&gt;Message&lt;/b&gt;&lt;br&gt;What went wrong, or is good to know. The cross closes it, and so does Escape.</source>
        <translation>&lt;b&gt;Message&lt;/b&gt;&lt;br&gt;Ce qui a échoué, ou ce qu’il est bon de savoir. La croix le ferme, Échap aussi.</translation>
    </message>
    <message>
        <source>&lt;b&gt;Step&lt;/b&gt;&lt;br&gt;The step at the playhead, and how many steps the training makes.</source>
        <translation>&lt;b&gt;Pas&lt;/b&gt;&lt;br&gt;Le pas à la tête de lecture, et combien de pas fait l’entraînement.</translation>
    </message>
    <message>
        <source>&lt;b&gt;Engine&lt;/b&gt;&lt;br&gt;What makes the steps, with which numbers, batches and seed.</source>
        <translation>&lt;b&gt;Moteur&lt;/b&gt;&lt;br&gt;Ce qui fait les pas, avec quels nombres, quels lots et quelle graine.</translation>
    </message>
    <message>
        <source>&lt;b&gt;Controls&lt;/b&gt;&lt;br&gt;All that can be set of the experiment. A heading opens and closes its section.</source>
        <translation>&lt;b&gt;Réglages&lt;/b&gt;&lt;br&gt;Tout ce qui se règle dans l’expérience. Un titre ouvre et ferme sa rubrique.</translation>
    </message>
    <message>
        <source>{choice}: {formula}</source>
        <translation>{choice}&#xa0;: {formula}</translation>
    </message>
</context>
</TS>
