"""From a museum's export and its web server to a catalogue and photographs."""
