package sync

import (
	"encoding/json"
	"regexp"
	"slices"

	"lianzhan/station"
	"lianzhan/sync/core"
)

// quoted finds the names of files in the JSON of a record: 64 hex digits between quotes. What only looks like one names no
// file and does no harm.
var quoted = regexp.MustCompile(`"[0-9a-f]{64}"`)

// keyed finds what has the same shape but is the keyed hash of something else.
var keyed = regexp.MustCompile(`"(?:code_hash|print|key)":"[0-9a-f]{64}"`)

// filesIn lists the files some JSON names, in order, each once.
func filesIn(raw []byte) []string {
	var hashes []string
	for _, match := range quoted.FindAll(keyed.ReplaceAll(raw, nil), -1) {
		if hash := string(match[1 : len(match)-1]); !slices.Contains(hashes, hash) {
			hashes = append(hashes, hash)
		}
	}
	return hashes
}

// sharedFile reports whether a neighbour at a scope shares in a record that names a file, in what is not personal: nobody else
// learns whether the file is here. What is personal travels sealed, under another name.
func sharedFile(l station.Ledger, p core.Peer, ref station.Ref, hash string) (bool, error) {
	place, err := l.Place(ref)
	if err != nil || !station.Visible(place, p.Scope) {
		return false, err
	}
	record, err := l.Record(ref.Kind, ref.ID)
	if err != nil {
		if station.Worded(err).Class == station.FaultNotFound {
			return false, nil
		}
		return false, err
	}
	raw, err := json.Marshal(record.Fields)
	if err != nil {
		return false, err
	}
	if slices.Contains(filesIn(raw), hash) {
		return true, nil
	}
	return slices.ContainsFunc(record.Events, func(e station.Event) bool {
		return e.Class != station.Personal && slices.Contains(filesIn(e.Body), hash)
	}), nil
}
