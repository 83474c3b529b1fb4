package main

import (
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"

	"lianzhan/sync/sim"
)

// open are seeds that fail and wait to be mended. They are no pardon: a seed that fails and is not among them ends the
// build, and one of them that is well again is called out so that it is struck off.
type open []uint64

// readOpen reads a file of seeds, one a line; what follows a "#" is for people. No file is an empty list.
func readOpen(path string) (known open, err error) {
	if path == "" {
		return nil, nil
	}
	raw, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	for line := range strings.Lines(string(raw)) {
		word, _, _ := strings.Cut(line, "#")
		if word = strings.TrimSpace(word); word == "" {
			continue
		}
		seed, err := strconv.ParseUint(word, 10, 64)
		if err != nil {
			return nil, fmt.Errorf("%s: %q is no seed", path, word)
		}
		known = append(known, seed)
	}
	return known, nil
}

// tell says which of the open seeds failed again and which are well, and returns the failures that are news.
func (o open) tell(played sim.Range, failed []sim.Result) (news []sim.Result) {
	again := map[uint64]bool{}
	for _, one := range failed {
		if slices.Contains(o, one.Seed) {
			again[one.Seed] = true
			continue
		}
		news = append(news, one)
	}
	for _, seed := range o {
		if inside := seed >= played.First && seed < played.First+uint64(played.Seeds); inside && !again[seed] {
			fmt.Printf("seed %d is well again: strike it off the open ones\n", seed)
		}
	}
	if len(o) > 0 {
		fmt.Printf("%d open seeds failed again\n", len(again))
	}
	return news
}
