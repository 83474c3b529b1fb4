package core

import (
	"lianzhan/station"
	"lianzhan/sync/wire"
)

// toldOfStranger keeps aside what a box wrote that stands elsewhere, about a record of the sender's branch: it stood above it before
// they moved, and may have lost its disk since.
func (in *intake) toldOfStranger(e station.Entry) error {
	branches, err := in.tree.ever(in.stand)
	if err != nil || !withinAny(e.Place, branches) {
		return err
	}
	in.unlike = true
	return in.takeBack(e, CodeUnknownDevice)
}

// only is an error of the ledger itself; nil where it says that something cannot be applied, or is not wanted.
func only(err error) error {
	if station.Worded(err).Class == station.FaultInternal {
		return err
	}
	return nil
}

// fits takes what a ledger says of words that came after their header: of a change it cannot apply with them the record is told anew,
// and the change lies aside.
func (in *intake) fits(e station.Entry, err error) error {
	code := faultOf(err)
	if code == "" {
		return only(err)
	}
	history, err := in.l.History(refOf(e))
	if err == nil {
		err = in.l.Retract(refOf(e))
	}
	if err != nil {
		return err
	}
	for _, held := range history {
		if held.Chain() == e.Chain() && held.Ctr == e.Ctr {
			held.Body, held.Fault = e.Body, code
		}
		if _, err := in.l.Append(held); err != nil {
			return err
		}
	}
	in.reply.Quarantined = append(in.reply.Quarantined, wire.Fault{Chain: e.Chain(), Ctr: e.Ctr, Code: code})
	return in.l.PutNote(lineKey(noteFault, e.Chain(), e.Ctr), []byte(code))
}
