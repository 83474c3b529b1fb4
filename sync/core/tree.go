package core

import (
	"encoding/json"
	"errors"
	"slices"

	"lianzhan/station"
)

// tree finds the nodes devices speak for. It lives for one transaction and asks the ledger once for each device: by the
// note that tells a device's node, and by a walk over all nodes only where the note is missing or out of date.
type tree struct {
	l      station.Ledger
	stands map[string]*stand
	walked bool
}

// stand is where a device stands.
type stand struct {
	node   station.Node
	record station.Record
	device station.Device
	scopes []string // every scope the node ever had; filled by ever
	branch []string // and those that now stand below it; filled by trail
}

func newTree(l station.Ledger) *tree { return &tree{l: l, stands: map[string]*stand{}} }

// find is nil for a device nobody enrolled.
func (t *tree) find(device string) (*stand, error) {
	if s, known := t.stands[device]; known {
		return s, nil
	}
	id, err := t.l.Note(noteNode + device)
	if err != nil {
		return nil, err
	}
	if id != nil {
		if s, err := t.read(string(id), device); err != nil || s != nil {
			t.stands[device] = s
			return s, err
		}
	}
	s, err := t.walk(device)
	if err == nil && s != nil && (id == nil || string(id) != s.node.ID) {
		err = t.l.PutNote(noteNode+device, []byte(s.node.ID))
	}
	t.stands[device] = s
	return s, err
}

func (t *tree) read(id, device string) (*stand, error) {
	record, err := t.l.Record(station.KindNode, id)
	if isMissing(err) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return standOf(record, device), nil
}

func standOf(record station.Record, device string) *stand {
	node, err := station.Decode[station.Node](record)
	if err != nil {
		return nil
	}
	node.ID = record.ID
	d, found := node.Device(device)
	if !found {
		return nil
	}
	return &stand{node: node, record: record, device: d}
}

func (t *tree) walk(device string) (*stand, error) {
	if t.walked {
		return nil, nil
	}
	records, err := t.l.Records(station.KindNode)
	if err != nil {
		return nil, err
	}
	for _, record := range records {
		if s := standOf(record, device); s != nil {
			return s, nil
		}
	}
	return nil, nil
}

// changed forgets what was looked up, because a node arrived.
func (t *tree) changed() { clear(t.stands) }

// ever is every scope the node had: what was written before it moved stays where it was written.
func (t *tree) ever(s *stand) ([]string, error) {
	if s.scopes != nil {
		return s.scopes, nil
	}
	s.scopes = []string{s.node.Scope}
	history, err := t.l.History(station.Ref{Kind: station.KindNode, ID: s.node.ID})
	if err != nil {
		return nil, err
	}
	for _, e := range history {
		if scope := scopeIn(e); e.Fault == "" && scope != "" && !slices.Contains(s.scopes, scope) {
			s.scopes = append(s.scopes, scope)
		}
	}
	return s.scopes, nil
}

// sees reports whether a child may hold a record: it lies in its sight, or where a node of its branch once stood, which takes
// along what is its own until it is given its new place.
func (t *tree) sees(s *stand, place string) (bool, error) {
	if station.Visible(place, s.node.Scope) || place == "" {
		return place != "", nil
	}
	err := t.trail(s)
	return withinAny(place, s.branch), err
}

// trail finds where the nodes of a branch ever stood.
func (t *tree) trail(s *stand) error {
	if s.branch != nil {
		return nil
	}
	records, err := t.l.Records(station.KindNode)
	if err != nil {
		return err
	}
	for _, record := range records {
		node, err := station.Decode[station.Node](record)
		if err != nil || !station.ScopeWithin(node.Scope, s.node.Scope) {
			continue
		}
		node.ID = record.ID
		scopes, err := t.ever(&stand{node: node})
		if err != nil {
			return err
		}
		s.branch = append(s.branch, scopes...)
	}
	return nil
}

// scopeIn is the scope a change gives a node, "" when it leaves it.
func scopeIn(e station.Entry) string {
	var fields struct {
		Scope string `json:"scope"`
	}
	if e.Op != station.OpPut || json.Unmarshal(e.Body, &fields) != nil {
		return ""
	}
	return fields.Scope
}

// standing is the node of a child with a session, or why it has none any more.
func (t *tree) standing(p Peer) (*stand, error) {
	s, err := t.find(p.Device)
	switch {
	case err != nil:
		return nil, err
	case s == nil:
		return nil, errUnknown
	case !s.device.Revoked.IsZero():
		return nil, errRevoked
	case s.node.Scope != p.Scope:
		return nil, errSession // it was moved: the hello tells it where it stands
	}
	greeted, _, err := recall[peer](t.l, notePeer+p.Device)
	if err == nil && greeted.Scope != s.node.Scope {
		err = errSession // it was, and did not say hello since
	}
	return s, err
}

func isMissing(err error) bool {
	var worded *station.Error
	return errors.As(err, &worded) && worded.Class == station.FaultNotFound
}

// below reports whether a scope lies strictly below a branch.
func below(scope, branch string) bool { return scope != branch && station.ScopeWithin(scope, branch) }

func withinAny(scope string, branches []string) bool {
	return slices.ContainsFunc(branches, func(b string) bool { return station.ScopeWithin(scope, b) })
}
