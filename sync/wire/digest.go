package wire

import (
	"slices"
	"strings"

	"lianzhan/station"
)

// Digest proves which records were taken out: the hash over the sorted "kind/id" lines, each ended by a line feed.
func Digest(refs []station.Ref) station.Hash {
	lines := make([]string, 0, len(refs))
	for _, ref := range refs {
		lines = append(lines, string(ref.Kind)+"/"+ref.ID+"\n")
	}
	slices.Sort(lines)
	return station.HashOf([]byte(strings.Join(lines, "")))
}
