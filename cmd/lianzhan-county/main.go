// Command lianzhan-county is the server of a county: the root of the tree its stations stand in, and the tool to keep it.
//
// It introduces the rooms to each other, owns configuration and shutdown, and leaves.
package main

import (
	"os"

	"lianzhan/web/console"
)

func main() { os.Exit(console.Main(newCommand())) }
