<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr" sourcelanguage="en">
<context>
    <name>Film</name>
    <message>
        <source>frames of {width} × {height} pixels do not fit into the memory</source>
        <translation>des images de {width} × {height} pixels ne tiennent pas en mémoire</translation>
    </message>
    <message>
        <source>No space left on device</source>
        <translation>Plus de place sur le disque</translation>
    </message>
    <message>
        <source>Disk quota exceeded</source>
        <translation>Quota de disque dépassé</translation>
    </message>
    <message>
        <source>Input/output error</source>
        <translation>Erreur d’entrée-sortie</translation>
    </message>
    <message>
        <source>File too large</source>
        <translation>Fichier trop grand</translation>
    </message>
    <message>
        <source>there is no ffmpeg to write films with; install the package imageio-ffmpeg, or name a program in IMAGEIO_FFMPEG_EXE</source>
        <translation>il n’y a pas de ffmpeg pour écrire des films&#xa0;; installez le paquet imageio-ffmpeg, ou nommez un programme dans IMAGEIO_FFMPEG_EXE</translation>
    </message>
    <message>
        <source>the encoder failed: {reason}</source>
        <translation>l’encodeur a échoué&#xa0;: {reason}</translation>
    </message>
    <message>
        <source>the encoder was ended by signal {signal}</source>
        <translation>l’encodeur a été arrêté par le signal {signal}</translation>
    </message>
    <message>
        <source>the encoder ended with status {status}</source>
        <translation>l’encodeur s’est arrêté avec le code {status}</translation>
    </message>
    <message>
        <source>the encoder cannot be started: {reason}</source>
        <translation>l’encodeur ne peut pas démarrer&#xa0;: {reason}</translation>
    </message>
    <message>
        <source>the recorder ended with {status}</source>
        <translation>l’enregistreur s’est arrêté avec le code {status}</translation>
    </message>
    <message>
        <source>not enough memory</source>
        <translation>pas assez de mémoire</translation>
    </message>
    <message>
        <source>unexpected error: {error}</source>
        <translation>erreur inattendue&#xa0;: {error}</translation>
    </message>
    <message>
        <source>In the preamble: {command}</source>
        <translation>Dans le préambule&#xa0;: {command}</translation>
    </message>
    <message>
        <source>In the text; the folder stands beside the document, else its path goes in front of its name:</source>
        <translation>Dans le texte&#xa0;; le dossier est à côté du document, sinon son chemin précède son nom&#xa0;:</translation>
    </message>
    <message>
        <source>TeX cannot read a name with quotes, or spaces in a row or at an end: rename the folder, here too.</source>
        <translation>TeX ne peut pas lire un nom avec des guillemets, ou des espaces de suite ou à une extrémité&#xa0;: renommez le dossier, ici aussi.</translation>
    </message>
    <message>
        <source>found the picture format {format}; allowed: {formats}</source>
        <translation>trouvé&#xa0;: le format d’image {format}&#xa0;; autorisé&#xa0;: {formats}</translation>
    </message>
    <message>
        <source>found the step {step}; allowed: 0 to {steps} (training.steps)</source>
        <translation>trouvé&#xa0;: le pas {step}&#xa0;; autorisé&#xa0;: de 0 à {steps} (training.steps)</translation>
    </message>
    <message>
        <source>found {name}; allowed: a file that ends in {endings}, or a folder</source>
        <translation>trouvé&#xa0;: {name}&#xa0;; autorisé&#xa0;: un fichier qui finit par {endings}, ou un dossier</translation>
    </message>
    <message>
        <source>two outputs have the same name</source>
        <translation>deux sorties portent le même nom</translation>
    </message>
    <message>
        <source>{name}: found the theme &apos;transparent&apos;, which {format} cannot hold; allowed: light, dark; or one of {able}</source>
        <translation>{name}&#xa0;: trouvé&#xa0;: le thème &apos;transparent&apos;, que {format} ne peut pas contenir&#xa0;; autorisé&#xa0;: light, dark&#xa0;; ou l’un de {able}</translation>
    </message>
    <message>
        <source>a folder</source>
        <translation>un dossier</translation>
    </message>
    <message>
        <source>{size} pixels made {even}: {format} needs even sides</source>
        <translation>{size} pixels deviennent {even}&#xa0;: {format} veut des côtés pairs</translation>
    </message>
    <message>
        <source>{name}: found the size {size}; allowed: sides up to {largest}</source>
        <translation>{name}&#xa0;: trouvé&#xa0;: la taille {size}&#xa0;; autorisé&#xa0;: des côtés jusqu’à {largest}</translation>
    </message>
    <message>
        <source>{name}: found the size {size}; allowed: sides up to {largest}, and {most} million pixels in all</source>
        <translation>{name}&#xa0;: trouvé&#xa0;: la taille {size}&#xa0;; autorisé&#xa0;: des côtés jusqu’à {largest}, et {most} millions de pixels en tout</translation>
    </message>
    <message>
        <source>{fps} frames a second made {most}: faster ones are played slower than they say</source>
        <translation>{fps} images par seconde deviennent {most}&#xa0;: plus rapides, elles sont jouées plus lentement qu’elles ne le disent</translation>
    </message>
    <message>
        <source>a picture of {width} × {height} pixels does not fit into the memory</source>
        <translation>une image de {width} × {height} pixels ne tient pas en mémoire</translation>
    </message>
    <message>
        <source>the picture cannot be written as PNG</source>
        <translation>l’image ne peut pas être écrite en PNG</translation>
    </message>
</context>
<context>
    <name>Format</name>
    <message>
        <source>animated WebP</source>
        <translation>WebP animé</translation>
    </message>
    <message>
        <source>animated PNG</source>
        <translation>PNG animé</translation>
    </message>
    <message>
        <source>PNG pictures</source>
        <translation>images PNG</translation>
    </message>
</context>
<context>
    <name>Frame</name>
    <message>
        <source>step {step}</source>
        <translation>pas {step}</translation>
    </message>
</context>
<context>
    <name>Slide</name>
    <message numerus="yes">
        <source>%n run(s), {optimizer}, learning rate {rate}, steps {first} to {last} in {seconds} s</source>
        <translation>
            <numerusform>%n parcours, {optimizer}, taux d’apprentissage {rate}, pas {first} à {last} en {seconds} s</numerusform>
            <numerusform>%n parcours, {optimizer}, taux d’apprentissage {rate}, pas {first} à {last} en {seconds} s</numerusform>
        </translation>
    </message>
    <message>
        <source>Gradient descent</source>
        <translation>Descente de gradient</translation>
    </message>
</context>
</TS>
