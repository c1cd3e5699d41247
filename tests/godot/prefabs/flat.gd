extends Node2D
## A script for another sort of node.
