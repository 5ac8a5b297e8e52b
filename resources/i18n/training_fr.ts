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
</TS>
