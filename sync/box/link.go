package box

import (
	"context"
	"encoding/json"

	"lianzhan/station"
	"lianzhan/sync/wire"
)

// Link is whom the box is linked to, kept among sync's notes.
type Link struct {
	Parent string `json:"parent"`        // address, "https://county.example.com"
	Pin    string `json:"pin,omitempty"` // SHA-256 of the parent's certificate in hex, when it is not to be judged by its issuer
	Device string `json:"device"`        // of the parent
	Key    string `json:"key,omitempty"` // of the parent's device, as it was when the box was enrolled
	Node   string `json:"node"`          // id of the own node
	Name   string `json:"name"`          // of the own node, as the parent wrote it
}

const linkNote = "rim/link"

func readLink(s Store) (k Link, err error) {
	err = s.Inspect(func(l station.Ledger) error {
		raw, err := l.Note(linkNote)
		if err != nil || raw == nil {
			return err
		}
		return json.Unmarshal(raw, &k)
	})
	return k, err
}

// LinkTo is the link an enrolment makes.
func LinkTo(e wire.Enrolled, parent, pin string) Link {
	k := Link{Parent: parent, Pin: pin, Device: e.Device, Node: e.Node.ID, Name: e.Node.Name}
	for _, n := range e.Ancestors {
		if d, is := n.Device(e.Device); is {
			k.Key = d.Key
		}
	}
	return k
}

func keepLink(ctx context.Context, s Store, k Link, also func(station.Ledger) error) error {
	raw, err := json.Marshal(k)
	if err != nil {
		return err
	}
	return s.Exchange(ctx, func(l station.Ledger) error {
		if err := also(l); err != nil {
			return err
		}
		return l.PutNote(linkNote, raw)
	})
}
