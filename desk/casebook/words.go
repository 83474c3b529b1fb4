package casebook

import "strings"

// Said joins what an event says; what is empty is left out.
func Said(parts ...string) string {
	var said []string
	for _, part := range parts {
		if part != "" {
			said = append(said, part)
		}
	}
	return strings.Join(said, " · ")
}

// Where is a word where something holds, "" elsewhere.
func Where(holds bool, word string) string {
	if holds {
		return word
	}
	return ""
}
