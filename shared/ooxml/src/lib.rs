//! Office Open XML packages: the container, its parts as trees, typed views of them.
