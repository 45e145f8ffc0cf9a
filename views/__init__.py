"""Every page of the app (draw, neurons, training), and the parts they are made of; one file each."""
