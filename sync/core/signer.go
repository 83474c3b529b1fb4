package core

import (
	"lianzhan/station"
	"lianzhan/sync/wire"
)

// speaker is where the writer of a held change stands; nil where nobody speaks for it.
func (t *tree) speaker(e station.Entry) (*stand, error) {
	s, err := t.find(station.DeviceOf(e.Origin))
	if err != nil || s != nil {
		return s, err
	}
	for len(e.Proof) == 0 { // the end of its stretch vouches for it
		next, found, err := t.l.Held(e.Chain(), e.Ctr+1)
		if err != nil || !found || next.Prev != headerHash(e) {
			return nil, err
		}
		e = next
	}
	return t.signer(e, []string{t.l.Scope()})
}

// signer is who speaks for a device nobody knows: a box that had to enrol again signs what it wrote under its former name with
// its new key, and whoever signs may say there what it may say under its own.
func (t *tree) signer(e station.Entry, branches []string) (*stand, error) {
	records, err := t.l.Records(station.KindNode)
	if err != nil {
		return nil, err
	}
	message := wire.ProofBytes(headerHash(e))
	for _, record := range records {
		node, err := station.Decode[station.Node](record)
		if err != nil || !withinAny(node.Scope, branches) {
			continue
		}
		node.ID = record.ID
		for _, d := range node.Devices {
			if wire.Verify(d.Key, message, e.Proof) {
				return &stand{node: node, record: record, device: d}, nil
			}
		}
	}
	return nil, nil
}
