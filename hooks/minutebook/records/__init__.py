"""Records: the only place that reads YAML and front matter. Text goes in; the model and its problems come out."""
