package box

import (
	"bytes"
	"encoding/json"
	"slices"

	"lianzhan/station"
	"lianzhan/sync/core"
)

const hexDigits = 64 // of a file's name

// keyed are the fields whose value has the same shape but is the keyed hash of something else.
var keyed = [][]byte{[]byte(`"code_hash":`), []byte(`"print":`), []byte(`"key":`)}

// FilesIn lists the files some JSON names, in order, each once: 64 hex digits between quotes. What only looks like one names
// no file and does no harm.
func FilesIn(raw []byte) []string {
	var hashes []string
	for at := 0; ; {
		quote := bytes.IndexByte(raw[at:], '"')
		if quote < 0 {
			return hashes
		}
		at += quote
		if !quotedHash(raw[at:]) {
			at++
			continue
		}
		hash := string(raw[at+1 : at+1+hexDigits])
		if !slices.ContainsFunc(keyed, func(name []byte) bool { return bytes.HasSuffix(raw[:at], name) }) && !slices.Contains(hashes, hash) {
			hashes = append(hashes, hash)
		}
		at += hexDigits + 2
	}
}

// quotedHash reports whether some JSON begins with a hash between quotes.
func quotedHash(raw []byte) bool {
	return len(raw) > hexDigits+1 && raw[hexDigits+1] == '"' && !slices.ContainsFunc(raw[1:1+hexDigits], func(c byte) bool {
		return (c < '0' || c > '9') && (c < 'a' || c > 'f')
	})
}

// SharedFile reports whether a neighbour at a scope shares in a record that names a file, in what is not personal: nobody else
// learns whether the file is here. What is personal travels sealed, under another name.
func SharedFile(l station.Ledger, p core.Peer, ref station.Ref, hash string) (bool, error) {
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
	if slices.Contains(FilesIn(raw), hash) {
		return true, nil
	}
	return slices.ContainsFunc(record.Events, func(e station.Event) bool {
		return e.Class != station.Personal && slices.Contains(FilesIn(e.Body), hash)
	}), nil
}
