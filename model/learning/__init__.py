"""What needs Keras: building, fitting and measuring networks, and other people's files.

Nothing that the page's process imports may import this; it runs in `train_model.py`, in processes of its own,
and in tests. Read in this order: keras_model (Keras's networks and ours), architecture (untrained networks),
augment, examples, detector and recorder (training), download (a process for a file to download);
uploads/ (a process for an uploaded file).
"""
