package core

import (
	"encoding/hex"
	"io"
	"slices"
	"strings"
	"time"

	"lianzhan/station"
	"lianzhan/sync/wire"
)

const (
	codeLife  = 7 * 24 * time.Hour
	maxTries  = 30 // wrong codes an hour, of everybody together; the rim bounds each address
	triesFor  = time.Hour
	forCode   = "enrolment code"
	maxDevice = 64 // bytes of a device's name
)

// ticket is a one-time code as the parent remembers it. The code itself is nowhere.
type ticket struct {
	Node    string `json:"node"`
	Expires int64  `json:"expires"`       // Unix seconds
	Key     string `json:"key,omitempty"` // of the device that used it
}

// tries counts wrong codes.
type tries struct {
	Since int64 `json:"since"`
	Count int   `json:"count"`
}

// IssueCode makes the one-time code a box enrols with at a node. A code issued for the node before is worth nothing now.
func IssueCode(l station.Ledger, me Me, node string, at Moment) (code string, expires time.Time, err error) {
	if _, err := nodeBelowMe(l, me, node); err != nil {
		return "", time.Time{}, err
	}
	former, err := l.Note(noteCodeOf + node)
	if err != nil {
		return "", time.Time{}, err
	}
	if former != nil {
		if err := l.PutNote(noteCode+string(former), nil); err != nil {
			return "", time.Time{}, err
		}
	}
	var random [5]byte
	if _, err := io.ReadFull(at.Random, random[:]); err != nil {
		return "", time.Time{}, err
	}
	code, expires = station.CodeFrom(random), at.Now.Add(codeLife)
	hash := hashed(me, code)
	if err := remember(l, noteCode+hash, ticket{Node: node, Expires: expires.Unix()}); err != nil {
		return "", time.Time{}, err
	}
	return code, expires, l.PutNote(noteCodeOf+node, []byte(hash))
}

func hashed(me Me, code string) string { return hex.EncodeToString(me.Key.Sum(forCode, code)) }

// nodeBelowMe is the record of a node this box may speak for.
func nodeBelowMe(l station.Ledger, me Me, id string) (s stand, err error) {
	s.record, err = l.Record(station.KindNode, id)
	if isMissing(err) {
		return s, errNoNode
	}
	if err != nil {
		return s, err
	}
	if s.node, err = station.Decode[station.Node](s.record); err != nil {
		return s, err
	}
	if s.node.ID = id; !below(s.node.Scope, me.Scope) {
		return s, station.Forbidden(CodeScope, "这个站点不归本级管理。")
	}
	return s, nil
}

// Admit judges an enrolment. The edits are the node with its new device, the former one revoked: the caller writes them at
// once after the commit. Asked again with the same code and key it answers the same, so a lost reply or a crash between
// the two heals. A refusal only counts the try: commit it as well.
func Admit(l station.Ledger, me Me, e wire.Enrol, at Moment) (wire.Enrolled, []station.Edit, error) {
	if err := checkEnrol(e); err != nil {
		return wire.Enrolled{}, nil, err
	}
	hash := hashed(me, station.FoldCode(e.Code))
	t, err := redeem(l, hash, e, at)
	if err != nil {
		return wire.Enrolled{}, nil, err
	}
	s, err := nodeBelowMe(l, me, t.Node)
	if err != nil {
		return wire.Enrolled{}, nil, err
	}
	edits, err := enlist(l, &s, e, at)
	if err != nil {
		return wire.Enrolled{}, nil, err
	}
	t.Key = e.Key
	if err := remember(l, noteCode+hash, t); err != nil {
		return wire.Enrolled{}, nil, err
	}
	if err := l.PutNote(noteNode+e.Device, []byte(s.node.ID)); err != nil {
		return wire.Enrolled{}, nil, err
	}
	above, err := ancestors(l, s.node.Scope)
	return wire.Enrolled{Node: s.node, Ancestors: above, Device: me.Device}, edits, err
}

func checkEnrol(e wire.Enrol) error {
	_, sealed := wire.ReadSeal(e.Seal)
	switch {
	case e.Proto < 1:
		return station.Invalid(CodeProto, "对方的同步版本太旧，请先升级。")
	case !validDevice(e.Device) || !sealed:
		return station.Invalid(CodeFrame, "登记的内容不对。")
	case !wire.Verify(e.Key, e.Signed(), e.Sig):
		return errSignature
	}
	return nil
}

// validDevice reports whether a device's name can be part of an origin, of a note's key and of a line in a log.
func validDevice(id string) bool {
	return id != "" && len(id) <= maxDevice && strings.Trim(id, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_") == ""
}

// redeem finds the ticket of a code, or counts a try.
func redeem(l station.Ledger, hash string, e wire.Enrol, at Moment) (ticket, error) {
	count, _, err := recall[tries](l, noteTries)
	if err != nil {
		return ticket{}, err
	}
	if at.Now.Unix()-count.Since > int64(triesFor/time.Second) {
		count = tries{Since: at.Now.Unix()}
	}
	if count.Count >= maxTries {
		return ticket{}, station.TooMany(triesFor, CodeCodeTries, "登记码试错太多次了，请过一个小时再试。")
	}
	t, found, err := recall[ticket](l, noteCode+hash)
	if err != nil {
		return ticket{}, err
	}
	switch {
	case !found || at.Now.Unix() > t.Expires:
		count.Count++
		if err := remember(l, noteTries, count); err != nil {
			return ticket{}, err
		}
		return ticket{}, station.Forbidden(CodeCodeWrong, "登记码不对，或者已经过期。")
	case t.Key != "" && t.Key != e.Key:
		return ticket{}, station.Forbidden(CodeCodeUsed, "这个登记码已经用过了，请向上级再要一个。")
	}
	return t, nil
}

// enlist makes a device the one that speaks for a node; nil edits when it does already.
func enlist(l station.Ledger, s *stand, e wire.Enrol, at Moment) ([]station.Edit, error) {
	if elsewhere, err := newTree(l).find(e.Device); err != nil {
		return nil, err
	} else if elsewhere != nil && elsewhere.node.ID != s.node.ID {
		return nil, station.Conflict("device_known", "这台设备已经登记在“%s”。", elsewhere.node.Name)
	}
	if d, found := s.node.Device(e.Device); found {
		switch {
		case !d.Revoked.IsZero():
			return nil, errRevoked
		case d.Key != e.Key:
			return nil, station.Conflict("device_known", "这台设备的编号已经有人用了。")
		}
		return nil, nil
	}
	s.node.Devices = slices.Clone(s.node.Devices)
	revoke(s.node.Devices, "replaced", at.Now)
	s.node.Devices = append(s.node.Devices, station.Device{ID: e.Device, Key: e.Key, Seal: e.Seal, Since: at.Now.UTC().Truncate(time.Second)})
	return station.Put(s.record, station.KindNode, s.node.ID, s.node)
}

func revoke(devices []station.Device, why string, now time.Time) {
	for i := range devices {
		if devices[i].Revoked.IsZero() {
			devices[i].Revoked, devices[i].Why = now.UTC().Truncate(time.Millisecond), why // as a change tells when it was written: what came before counts
		}
	}
}

// Revoke takes the word from a node's device: its session ends with its next request. No edits when nobody has it.
func Revoke(l station.Ledger, me Me, node, why string, at Moment) ([]station.Edit, error) {
	s, err := nodeBelowMe(l, me, node)
	if err != nil {
		return nil, err
	}
	if _, active := s.node.Active(); !active {
		return nil, nil
	}
	s.node.Devices = slices.Clone(s.node.Devices)
	revoke(s.node.Devices, why, at.Now)
	return station.Put(s.record, station.KindNode, node, s.node)
}

// ancestors are the nodes above a scope, the root first.
func ancestors(l station.Ledger, scope string) ([]station.Node, error) {
	records, err := l.Records(station.KindNode)
	if err != nil {
		return nil, err
	}
	above := []station.Node{}
	for _, record := range records {
		node, err := station.Decode[station.Node](record)
		if err != nil {
			return nil, err
		}
		if node.ID = record.ID; below(scope, node.Scope) {
			above = append(above, node)
		}
	}
	slices.SortFunc(above, func(a, b station.Node) int { return len(a.Scope) - len(b.Scope) })
	return above, nil
}
