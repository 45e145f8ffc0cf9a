"""Why an output is as high as it is: by pixels, by strokes, by neurons."""
