<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr" sourcelanguage="en">
<context>
    <name>Engine</name>
    <message>
        <source>TensorFlow cannot be imported: {error}</source>
        <translation>impossible d’importer TensorFlow&#xa0;: {error}</translation>
    </message>
    <message>
        <source>TensorFlow cannot compile this training: {error}</source>
        <translation>TensorFlow ne peut pas compiler cet entraînement&#xa0;: {error}</translation>
    </message>
    <message>
        <source>TensorFlow cannot go on: {error}</source>
        <translation>TensorFlow ne peut pas continuer&#xa0;: {error}</translation>
    </message>
    <message>
        <source>{reason}. NumPy goes on.</source>
        <translation>{reason}. NumPy prend la suite.</translation>
    </message>
    <message>
        <source>the TensorFlow process cannot be started: {reason}</source>
        <translation>le processus de TensorFlow ne peut pas démarrer&#xa0;: {reason}</translation>
    </message>
    <message>
        <source>the TensorFlow process is not running</source>
        <translation>le processus de TensorFlow ne tourne pas</translation>
    </message>
    <message>
        <source>the TensorFlow process did not answer</source>
        <translation>le processus de TensorFlow n’a pas répondu</translation>
    </message>
    <message>
        <source>the TensorFlow process ended (signal {signal})</source>
        <translation>le processus de TensorFlow s’est arrêté (signal {signal})</translation>
    </message>
    <message>
        <source>the TensorFlow process ended (exit status {status})</source>
        <translation>le processus de TensorFlow s’est arrêté (code de sortie {status})</translation>
    </message>
</context>
<context>
    <name>Export</name>
    <message>
        <source>A single neuron</source>
        <translation>Un seul neurone</translation>
    </message>
    <message>
        <source>The same experiment as a plain Keras program: the same starts, the same batches from the same seed, and so the same parameters at the end.</source>
        <translation>La même expérience en simple programme Keras&#xa0;: mêmes départs, mêmes lots tirés de la même graine, et donc mêmes paramètres à la fin.</translation>
    </message>
    <message>
        <source>The same experiment as a plain Keras program: the same starts, the same gradient of the expected loss, and so the same parameters at the end.</source>
        <translation>La même expérience en simple programme Keras&#xa0;: mêmes départs, même gradient de l’espérance de la perte, et donc mêmes paramètres à la fin.</translation>
    </message>
    <message>
        <source>It needs tensorflow and numpy; where matplotlib is installed too, it shows a figure.</source>
        <translation>Il faut tensorflow et numpy&#xa0;; si matplotlib est aussi installé, une figure s’affiche.</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Réglages</translation>
    </message>
    <message>
        <source>One step sees one batch. An epoch is only a round number of steps: the loss is noted once an epoch.</source>
        <translation>Un pas voit un lot. Une époque n’est qu’un nombre rond de pas&#xa0;: la perte est notée à chaque époque.</translation>
    </message>
    <message>
        <source>An epoch is only a round number of steps: the loss is noted once an epoch.</source>
        <translation>Une époque n’est qu’un nombre rond de pas&#xa0;: la perte est notée à chaque époque.</translation>
    </message>
    <message>
        <source>Starts</source>
        <translation>Départs</translation>
    </message>
    <message>
        <source>Each start is trained by itself: the label of the run, and its initial parameters.</source>
        <translation>Chaque départ est entraîné à part&#xa0;: le nom du parcours, et ses paramètres initiaux.</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>Données</translation>
    </message>
    <message>
        <source>The inputs come from the seed, and the teacher makes the targets.</source>
        <translation>Les entrées viennent de la graine, et le maître en fait les cibles.</translation>
    </message>
    <message>
        <source>Instead of batches there are the points of a quadrature (Gauss–Legendre), with weights: their weighted mean is the mean over all inputs. The panels end at every kink, so they move with the student.</source>
        <translation>Au lieu de lots, les points d’une quadrature (Gauss–Legendre), avec leurs poids&#xa0;: leur moyenne pondérée est la moyenne sur toutes les entrées. Les intervalles finissent à chaque angle, et suivent donc l’élève.</translation>
    </message>
    <message>
        <source>Return the teacher&apos;s answer.</source>
        <translation>Rend la réponse du maître.</translation>
    </message>
    <message>
        <source>Yield inputs and targets, an epoch at a time; the same ones at each call.</source>
        <translation>Donne les entrées et les cibles, époque par époque&#xa0;; les mêmes à chaque appel.</translation>
    </message>
    <message>
        <source>Return inputs, targets and weights: their weighted mean is the mean over all inputs.</source>
        <translation>Rend entrées, cibles et poids&#xa0;: leur moyenne pondérée est celle de toutes les entrées.</translation>
    </message>
    <message>
        <source>Student and training</source>
        <translation>Élève et entraînement</translation>
    </message>
    <message>
        <source>The student is a stack of Keras&apos;s layers, and the loss is the mean squared error.</source>
        <translation>L’élève est une pile de couches Keras, et la perte est l’erreur quadratique moyenne.</translation>
    </message>
    <message>
        <source>Return the student: {}.</source>
        <translation>Rend l’élève&#xa0;: {}.</translation>
    </message>
    <message>
        <source>Train from one start; return the model and the loss of each epoch.</source>
        <translation>Entraîne à partir d’un départ&#xa0;; rend le modèle et la perte de chaque époque.</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>Résultats</translation>
    </message>
    <message>
        <source>Where each run has ended up, with all digits.</source>
        <translation>Où chaque parcours a abouti, avec tous les chiffres.</translation>
    </message>
    <message>
        <source>Figure</source>
        <translation>Figure</translation>
    </message>
    <message>
        <source>The loss of each run over the steps, if matplotlib is installed.</source>
        <translation>La perte de chaque parcours au fil des pas, si matplotlib est installé.</translation>
    </message>
    <message>
        <source>run</source>
        <translation>parcours</translation>
    </message>
    <message>
        <source>step</source>
        <translation>pas</translation>
    </message>
    <message>
        <source>loss</source>
        <translation>perte</translation>
    </message>
    <message>
        <source>Training takes about a thousandth of a second a step.</source>
        <translation>L’entraînement prend environ un millième de seconde par pas.</translation>
    </message>
</context>
</TS>
