<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr" sourcelanguage="en">
<context>
    <name>BasinLayer</name>
    <message>
        <source>after {steps} steps</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Fate</name>
    <message>
        <source>diverged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>converged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>dead</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>stuck</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>dying</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>moving</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FatesView</name>
    <message>
        <source>1 run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} runs, shares of {drawn} drawn</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>converged of {count} each</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>converged, of 1 run each</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fates</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Place a start to see its fate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>share</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>95&#xa0;% interval</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>95&#xa0;% of {count} drawn</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LandscapeView</name>
    <message>
        <source>loss (square-root scale)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>kink at {name} = 0</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click the curve to place a start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click the surface to place a start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click the map to place a start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>step {step}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>contour {loss}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>loss {loss} · slope {slope}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>gradient ({parts}), size {size}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>loss {loss}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>trails of {drawn} of {count} runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>loss (logarithmic)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>loss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the path has no plane yet: it takes three points</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>plane of the path before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>plane of the path · {share} of its variance</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{note} · at the playhead {away} beside it</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>NeuronView</name>
    <message>
        <source>teacher</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>inputs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>student</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>active</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Neuron</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>over x</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Numbers</name>
    <message>
        <source>no number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>infinite</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>infinite, below 0</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Parameter</name>
    <message>
        <source>weight</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>bias</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>output weight</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>output bias</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PC 1 ({share} of the path&apos;s variance)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PushView</name>
    <message>
        <source>Push</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>of each input x: up raises the parameter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{shown} of {count} parameters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no say</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StandingsView</name>
    <message>
        <source>median {loss}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StepsView</name>
    <message>
        <source>{count} racers · log</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>log</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 run · log</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} runs · log</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{drawn} of {count} runs · log</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weight w</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>over epochs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>over steps</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Verdict</name>
    <message>
        <source>No run yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click the landscape to place a start.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>loss {loss}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Diverged at step {step}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A parameter went beyond {limit}. The last point before: {numbers}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learning rate {rate} is above {most}, the most that the curvature at its start allows.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A smaller learning rate takes smaller steps.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Converged: {numbers}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only {excess} above the lowest loss that there can be, {lowest}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only {excess} above the lowest loss that this student can reach, {lowest}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>That is as low as this student can reach: {lowest}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The student does what the teacher does; what is left is the noise, {lowest}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The student does what the teacher does.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dead: no input reaches the neuron</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dead: no input reaches any unit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dead: active on only {share} of the inputs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dead: no unit is active on more than {share} of the inputs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>So few inputs have a say that the gradient is {slope}, at {numbers}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only the output bias still learns: {numbers}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where the neuron is silent nothing moves it: the gradient is {slope}, at {numbers}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stuck at {where}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only inputs {inputs} reach the neuron; {silence}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Active on at most {share} of the inputs; {silence}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The gradient has faded to {slope}, at a loss of {loss}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The gradient has faded to {slope}, at a loss of {loss}; this student can reach {lowest}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The gradient has faded to {slope}, at a loss of {loss}; the lowest there can be is {lowest}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dying: only inputs {inputs} ({share}) reach the neuron</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dying: active on at most {share} of the inputs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{silence}: {numbers}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>there the target is 0, so all it can learn is {lesson}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>there the target is 0 but for {rest} of the inputs, so nearly all it can learn is {lesson}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a weight nearer to 0</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a smaller output</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>to put out 0 there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At its start: {numbers}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Moving: {loss} and falling</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Moving: {loss} and rising</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Moving slowly: {loss}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Inputs {inputs} reach the neuron, {share} of all.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The gradient is {gradient}: a larger {name} lowers the loss.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The gradient is {gradient}: a smaller {name} lowers the loss.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The gradient’s size is {gradient}: above all it asks for a larger {name}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The gradient’s size is {gradient}: above all it asks for a smaller {name}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{share} have succeeded so far</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{share} of these starts succeed</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
