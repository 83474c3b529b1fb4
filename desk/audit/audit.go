// Package audit is the desk's book of who did what: who signed in, who read what is masked, who exported and printed.
//
// Its lines stand in the same log as every change, in one chain of hashes, so that none can be taken out or rewritten
// unseen; reading the book shows the changes beside them. Logs of a network are kept six months at least (网络安全法
// art. 21), with date, subject, object and outcome (GB/T 22239-2019 ch. 7).
package audit

import (
	"context"
	"encoding/json"
	"time"

	"lianzhan/station"
)

// What names what happened.
type What string

// What can happen at the desk beside a change of records.
const (
	SignedIn        What = "signed_in"
	SignInFailed    What = "sign_in_failed"
	SignInDelayed   What = "sign_in_delayed" // too many failures: the next tries are not even looked at
	SignedOut       What = "signed_out"
	SessionEnded    What = "session_ended" // by somebody else
	SetUp           What = "set_up"        // the first account
	AccountMade     What = "account_made"
	AccountChanged  What = "account_changed"
	AccountShut     What = "account_shut"
	AccountOpened   What = "account_opened"
	PasswordChanged What = "password_changed"
	PasswordReset   What = "password_reset"
	TOTPOn          What = "totp_on"
	TOTPOff         What = "totp_off"
	RecoveryUsed    What = "recovery_used"
	PolicyChanged   What = "policy_changed"
	Revealed        What = "revealed" // masked personal data
	Exported        What = "exported"
	Printed         What = "printed"
	BundleGiven     What = "bundle_given" // changes on a stick
	BundleTaken     What = "bundle_taken"
	AuditVerified   What = "audit_verified"
	AuditExported   What = "audit_exported"
)

// Line is one line of the book. It says what was touched, never what that says.
type Line struct {
	What    What         `json:"-"`
	Name    string       `json:"name,omitempty"` // of the person, as they were called then
	Kind    station.Kind `json:"kind,omitempty"` // of the record concerned
	ID      string       `json:"id,omitempty"`
	Detail  string       `json:"detail,omitempty"`
	Address string       `json:"address,omitempty"` // of the machine
	Missed  int          `json:"missed,omitempty"`  // such lines left out before this one, to spare the disk
}

// body is a line as the log keeps it.
type body struct {
	Type What `json:"type"`
	Data Line `json:"data"`
}

// Edit is the line as an edit, to be written together with what it is about. The record is the day. The class is
// local: who looked at whose telephone is nobody's business elsewhere in the tree. A backup carries it off the box.
func (l Line) Edit(at time.Time) (station.Edit, error) {
	fields, err := json.Marshal(body{Type: l.What, Data: l})
	return station.Edit{Kind: station.KindAudit, ID: string(station.DateOf(at)), Op: station.OpEvent, Class: station.Local,
		Fields: fields}, err
}

// Writer is what the book needs of the store to be written.
type Writer interface {
	Write(ctx context.Context, actor string, edits ...station.Edit) (uint64, error)
	Now() station.Reading
}

// Write puts lines into the book. Whoever shows what a line is about must not do so when this fails.
func Write(ctx context.Context, store Writer, actor string, lines ...Line) error {
	edits := make([]station.Edit, 0, len(lines))
	for _, l := range lines {
		e, err := l.Edit(store.Now().Time)
		if err != nil {
			return err
		}
		edits = append(edits, e)
	}
	_, err := store.Write(ctx, actor, edits...)
	return err
}
