// Command lianzhan-station is the server of one liaison station and the tool to keep it.
//
// It introduces the rooms to each other, owns configuration and shutdown, and leaves.
package main

import (
	"os"

	"lianzhan/web/console"
)

func main() { os.Exit(console.Main(newCommand())) }
