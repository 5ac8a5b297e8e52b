<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr" sourcelanguage="en">
<context>
    <name>Actions</name>
    <message>
        <source>&amp;File</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Lessons</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Language / &amp;Langue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New: the puzzle</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opens the puzzle, as at the first start.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opens a scenario file; one dropped on the window opens too.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bring back unsaved work</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opens what was not saved when the window closed or another scenario was opened.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Writes the scenario to its file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Writes the scenario to another file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save picture…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Writes what the stage shows as PNG, SVG or PDF.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Record a film…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Makes a film, or slides, of the training so far, while it goes on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Closes the window; unsaved work can be brought back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Takes back the last change of a start or a control.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Redo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Does again what was undone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Adds a start; Shift and a click on the landscape adds one there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Removes the followed run and its start.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Follow next run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lets neuron, parameters and verdict tell of the next run.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Follow previous run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lets neuron, parameters and verdict tell of the run before.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose next racer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lets neuron, parameters and verdict tell of the next racer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose previous racer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lets neuron, parameters and verdict tell of the racer before.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copies what the stage shows.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Play or pause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trains on; from a step of the past it first replays what has been.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run backwards</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lets the playhead run back towards the start.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One step forward</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Moves one step on; at the newest step it trains one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One step back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looks one step back; nothing is lost.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To the first step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looks at step 0; nothing is lost.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To the newest step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looks at the newest step and follows it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Puts all runs back to their starts, with the same seed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Faster</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Twice as many steps a second.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Slower</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Half as many steps a second.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Replays from step 0 whenever the training has ended.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Controls</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shows or hides the controls.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Neuron</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shows or hides the neuron: teacher, student and inputs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shows or hides the loss over the steps.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shows or hides the parameters over the steps.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fates</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shows or hides how many runs have which fate; with intervals for random starts.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Push</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shows or hides what each input contributes to the gradient.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put panels back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shows the panels as at the first start.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stage alone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The landscape fills the window; the same key brings the rest back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The window fills the screen.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back to the whole window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ends full screen and stage alone, and closes a message.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Theme of the system</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Light or dark, as the system is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Light theme</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dark on light.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dark theme</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Light on dark.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Switch light and dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From light to dark, and back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Landscape of the theme</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quiet colours, so that the runs stand out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Landscape in cividis</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From blue at the lowest loss to yellow; everybody sees the same order.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Landscape in viridis</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From violet at the lowest loss by green to yellow.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Larger text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Makes all text and all lines larger.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Smaller text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Makes all text and all lines smaller.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Normal text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Puts all text back to its size.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>English</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The window speaks English.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Français</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The window speaks French.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keys and mouse</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lists all keys, and what the mouse does.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>About reluviz</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Version, licence, and what the program is made of.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whole landscape</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shows the landscape&apos;s whole range again, a surface as it was seen at first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Basin map</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Colours the landscape by where a training from each place would end up.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Plane of the path</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shows the plane (PCA) in which the followed path varies most; or as before.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Surface in 3-D</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shows the loss over two parameters as a surface; once more: as before.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Logarithmic height</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shows both the flat part of the surface and its minimum; off: linear.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Turntable</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lets the surface turn slowly; the same key stops it where it is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reduced motion</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing moves but what trains: no turntable.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shows less of the landscape, and larger.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shows more of the landscape, and smaller.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look further left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Moves the view over the landscape.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look further right</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look further up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look further down</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Turn left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looks at the surface from further left.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Turn right</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looks at the surface from further right.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tilt up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looks at the surface from higher above.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tilt down</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looks at the surface from nearer the ground.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Count in epochs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Counts epochs of 100 steps along loss and parameters.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click the landscape</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>sets the followed start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shift-click</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>adds a start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drag a start or a head</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>moves it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wheel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>zooms at the pointer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drag a map or a curve with Ctrl or the middle button</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>moves the view</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drag a surface</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>turns it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drag a surface with Shift or the middle button</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Double-click beside a surface</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>brings the camera back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Right click</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>copies or saves a view</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next cue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shows what is hidden, else the lesson’s next cue; a clicker’s key.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Previous cue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shows the cue before; a clicker’s key.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>End the lesson</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Closes the lesson’s words; what it has shown stays open.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Present</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fills the screen, without menus and controls; then arrows and digits go through the cues, too.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Speaker’s notes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opens a window with the cue’s notes, the next cue and a clock.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Controls</name>
    <message>
        <source>plane of the path (PCA)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>from</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>to</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>count</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Now: {value}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Race</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Training</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Landscape</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Basin map</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Teacher</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Engine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{racer}: model and training show and change its settings; neuron and verdict tell of it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A racer has the same starts, and settings of its own: add one, then change model or training.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add racer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Adds a racer with the settings of this one; the race begins anew.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Removes this racer; the first one, the scenario itself, stays.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Key: {key}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The run that sliders, neuron, parameters and verdict tell of.&lt;br&gt;Keys: N, P</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The hidden unit that the sliders below tell of.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Adds a start beside this one. Key: A; on the landscape Shift-click</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Removes this start and its run. Key: Delete</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Many starts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Many starts at once, beside those that you place: at random, or on a grid.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>none</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>random</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>grid</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click the landscape to place a start.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All starts are made by the rule below.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>y = Σ output weight · relu(weight · x + bias)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add ReLU</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Adds a ReLU to the teacher, the last one mirrored.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Removes the teacher&apos;s last ReLU.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>above {low}, up to {high}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>from {low} to {high}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type a whole number {range}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type a number {range}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Range: {range}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Acts with: {only}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Acts on the running training.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Edits</name>
    <message>
        <source>basin map</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>surface in 3-D</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>height of the surface</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>turn the surface</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>plane of the path</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Files</name>
    <message>
        <source>unnamed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save scenario</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scenarios (*.toml)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pictures (*.png *.svg *.pdf)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Record a film</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Films</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folders (*)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tables (*.csv)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open scenario</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scenarios (*.toml);;All files (*)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kind:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unsaved work is kept: File ▸ {action} opens it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The unsaved work cannot be brought back: {reason}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The unsaved work cannot be kept, so it stays open: {reason}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not closed, since the unsaved work cannot be kept ({reason}). Save it, or close again to lose it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>; choose another name, or this one with its ending</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Help</name>
    <message>
        <source>Controls</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mouse</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&lt;h2&gt;reluviz {version}&lt;/h2&gt;&lt;p&gt;Shows, live, why gradient descent gets stuck on a single ReLU neuron.&lt;/p&gt;&lt;p&gt;MIT licence. The typeface is Inter (SIL Open Font License), the icons are Lucide (ISC).&lt;/p&gt;&lt;p&gt;Qt {qt}, pyqtgraph {pyqtgraph}, NumPy {numpy}; TensorFlow in a process of its own.&lt;/p&gt;</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keys and mouse</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>About reluviz</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Lessons</name>
    <message>
        <source>{lesson} · {number} of {count} · {title}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Space shows where they end.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the fates</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the end</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Speaker’s notes — reluviz</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No lesson is open: choose one in the menu Lessons.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next: {cue}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Panels</name>
    <message>
        <source>Drag to move the panel; the cross closes it. View ▸ Put panels back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open recent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unsaved work</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Controls</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Neuron</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Push</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fates</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Pictures</name>
    <message>
        <source>Copy picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save picture…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy data as CSV</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save data as CSV…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Race</name>
    <message>
        <source>Add racer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove racer</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Record</name>
    <message>
        <source>PowerPoint, Keynote</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An H.264 film to drag onto a slide.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PowerPoint: a whole slide</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A slide that plays the film by itself, with title and notes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Google Slides, LibreOffice</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A GIF, which plays endlessly wherever pictures are shown.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Web page: film</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A VP9 film for browsers; its ground may be transparent.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Web page: moving picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A lossless WebP; its ground may be transparent.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>LaTeX Beamer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A PDF of vector pages for \animategraphics, a page a frame.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Single pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A folder of PNGs, with the lines for LaTeX beside them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Record a film</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy path</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Record</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Replace</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>all steps so far</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>from the playhead on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>up to the playhead</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where the film is to be shown: format and a size that suits it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Steps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The part of the training that the film shows.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A picture shows one panel at least.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Common sizes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type width × height, each from {low} to {high} pixels.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>First frame: step {step}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last frame: step {step}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{seconds:.3g} s, {frames} frames, about {size}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is nothing to film yet: press play first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is there already. Replace it, or choose another name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is there: {size}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancelled; nothing is left of it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Getting ready…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Frame {done} of {count}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> · {time} left</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Stage</name>
    <message>
        <source>Close message</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close message. Key: Escape</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something went wrong that should not: {error}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Landscape</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Starts</name>
    <message>
        <source>Set start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This start is made by a rule; add a start of your own with Shift and a click.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This start is made by a rule: change how many there are under Start, Many starts.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There are {count} runs, as many as there may be.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add start</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Status</name>
    <message>
        <source>exact gradient</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>batches of {count}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>seed {seed}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{rate} steps/s are made</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Tiles</name>
    <message>
        <source>This racer has other parameters: place starts on the first landscape; they are the same for all.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Transport</name>
    <message>
        <source>Record</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Speed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&lt;b&gt;Speed&lt;/b&gt;&lt;br&gt;Steps a second, of the training and of the replay.&lt;br&gt;Range: 1 to 100,000 steps/s, logarithmic&lt;br&gt;Keys: [ and ], ↓ and ↑</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&lt;b&gt;Timeline&lt;/b&gt;&lt;br&gt;Drag to look at any step between 0 and the newest; training goes on.&lt;br&gt;Keys: ← and →, Home and End</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{speed} steps/s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&lt;b&gt;{step}&lt;/b&gt; of {steps} steps</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
