package core

import (
	"bytes"
	"encoding/json"
	"maps"
	"slices"

	"lianzhan/station"
	"lianzhan/station/matter"
)

// disclosure is the sealed box an entry carries.
func disclosure(e station.Entry) (box matter.Disclosed, ok bool) {
	if e.Op != station.OpEvent || e.Kind != station.KindMatter || !bytes.Contains(e.Body, []byte(`"disclosed"`)) {
		return box, false
	}
	var body struct {
		Type matter.EventType `json:"type"`
		Data json.RawMessage  `json:"data"`
	}
	if json.Unmarshal(e.Body, &body) != nil || body.Type != box.Type() {
		return box, false
	}
	return box, json.Unmarshal(body.Data, &box) == nil
}

// disclosed gives bodies back to the changes they were taken from: those of a sealed box for this device that just arrived,
// or that of a personal change whose box was here before it.
func disclosed(l station.Ledger, me Me, e station.Entry) error {
	if e.Class == station.Personal {
		return openLate(l, me, e)
	}
	box, ok := disclosure(e)
	if !ok || box.For != me.Device {
		return nil
	}
	bodies, ok := opened(me, box.Box)
	if !ok {
		return l.PutNote(lineKey(noteFault, e.Chain(), e.Ctr), []byte(CodeSealed))
	}
	for _, revision := range slices.Sorted(maps.Keys(bodies)) {
		if err := fill(l, revision, bodies[revision], e); err != nil {
			return err
		}
	}
	return nil
}

// fill brings one body. One that does not match, or was erased since, is not wanted.
func fill(l station.Ledger, revision station.Revision, body []byte, box station.Entry) error {
	chain, ctr := readRevision(revision)
	err := l.Fill(chain, ctr, body)
	if isMissing(err) { // it has not arrived
		return l.PutNote(lineKey(noteSealed, chain, ctr), []byte(box.Header.Revision()))
	}
	if err != nil && station.Worded(err).Class == station.FaultInternal {
		return err
	}
	return nil
}

func openLate(l station.Ledger, me Me, e station.Entry) error {
	key := lineKey(noteSealed, e.Chain(), e.Ctr)
	revision, err := l.Note(key)
	if err != nil || revision == nil {
		return err
	}
	if err := l.PutNote(key, nil); err != nil {
		return err
	}
	chain, ctr := readRevision(station.Revision(revision))
	carrier, found, err := l.Held(chain, ctr)
	if err != nil || !found {
		return err
	}
	return disclosed(l, me, carrier)
}

// opened is what lies in a sealed box: the bodies by the changes they belong to.
func opened(me Me, sealed []byte) (bodies map[station.Revision]json.RawMessage, ok bool) {
	if me.Open == nil {
		return nil, false
	}
	raw, ok := me.Open(sealed)
	return bodies, ok && json.Unmarshal(raw, &bodies) == nil
}
