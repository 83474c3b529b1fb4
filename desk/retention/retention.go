// Package retention sees to it that the station does not keep who a voter is longer than it said (个人信息保护法 arts. 19
// and 47): some while after a matter has ended the contact is masked, later it is erased. What happened stays in the books.
package retention

import (
	"time"

	"lianzhan/station"
	"lianzhan/station/matter"
)

// Act is what becomes of a contact.
type Act int

// The acts, the milder first.
const (
	Leave Act = iota
	Mask
	Erase
)

// Plan decides what becomes of the contact of a matter that ended at a moment. A clock nobody believes decides nothing:
// what is erased cannot be brought back.
func Plan(contact *matter.Contact, ended time.Time, policy station.Policy, now station.Reading) Act {
	if contact == nil || ended.IsZero() || now.Trust == station.TrustUntrusted {
		return Leave
	}
	mask, erase := policy.Retention()
	switch {
	case !now.Time.Before(ended.AddDate(0, 0, erase)):
		return Erase
	case !contact.Masked && !now.Time.Before(ended.AddDate(0, 0, mask)):
		return Mask
	}
	return Leave
}

// Edits carry out an act in one commit: the line that says so, what is left of the contact, and the erasure of the rest.
func Edits(act Act, m matter.Matter, record station.Record) ([]station.Edit, error) {
	var moves []matter.Move
	switch act {
	case Leave:
		return nil, nil
	case Mask:
		moves = append(moves, matter.Move{By: matter.System, Data: Masked(*m.Contact)})
		moves = append(moves, matter.Move{By: matter.System, Data: &matter.Forgotten{Reason: "masked", Contact: true}})
	case Erase:
		moves = append(moves, matter.Move{By: matter.System, Data: &matter.Forgotten{Reason: "retention", Contact: true}})
	}
	edits, err := m.Edits(moves...)
	if err != nil {
		return nil, err
	}
	gone, err := station.Erase(station.KindMatter, m.ID, matter.Personal(record, false)...)
	return append(edits, gone), err
}

// Masked is what is left of a contact: enough to tell two voters apart, too little to find one.
func Masked(c matter.Contact) *matter.Contact {
	return &matter.Contact{Name: station.MaskName(c.Name), Phone: station.MaskPhone(c.Phone), AgeBand: c.AgeBand, Sex: c.Sex, Masked: true}
}
