package above

import (
	"context"
	"errors"
	"strings"

	"lianzhan/station"
	"lianzhan/sync/box"
	"lianzhan/sync/core"
	"lianzhan/sync/wire"
)

// Joining is what a technician knows when a box is to come into the tree.
type Joining struct {
	Code    string `json:"code"`
	Parent  string `json:"parent"`
	Pin     string `json:"pin,omitempty"`
	Station string `json:"station,omitempty"` // id of the station record the box stands in
	Name    string `json:"name,omitempty"`
}

// Joined is where the box stands from then on.
type Joined struct {
	Name   string `json:"name"`
	Scope  string `json:"scope"`
	Parent string `json:"parent"`
	Above  string `json:"above"`           // name of the node above
	Plain  bool   `json:"plain,omitempty"` // the line to the parent is not encrypted
}

// Enrol brings the box into the tree with a one-time code: its keys become a device of the node the code was issued for. A
// box that was enrolled elsewhere, was revoked or forked comes back under a new name. The link works at once.
func (s *Side) Enrol(ctx context.Context, j Joining) (Joined, error) {
	address, err := parentAddress(j.Parent)
	if err != nil {
		return Joined{}, err
	}
	pin, err := pinOf(j.Pin)
	if err != nil {
		return Joined{}, err
	}
	code := station.FoldCode(j.Code)
	if !station.ValidCode(code) {
		return Joined{}, station.Invalid("code_wrong", "登记码不对：是八位字母和数字。")
	}
	_, state, _ := s.Standing()
	resume := s.rest()
	defer resume()
	parent := newParent(address, pin)
	defer parent.close()
	admitted, err := s.introduce(ctx, parent, j, code, state == Forked)
	if err != nil {
		return Joined{}, err
	}
	if err := s.box.SettleIn(ctx, admitted, box.LinkTo(admitted, address, pin)); err != nil {
		return Joined{}, err
	}
	done := Joined{Name: admitted.Node.Name, Scope: admitted.Node.Scope, Parent: address, Plain: strings.HasPrefix(address, "http:")}
	if n := len(admitted.Ancestors); n > 0 {
		done.Above = admitted.Ancestors[n-1].Name
	}
	return done, nil
}

// rest stops the present link; resume lets it work again, or the one that took its place.
func (s *Side) rest() (resume func()) {
	s.lock.Lock()
	c := s.client
	s.client = nil
	s.lock.Unlock()
	if c != nil {
		c.close()
	}
	return func() {
		s.lock.Lock()
		defer s.lock.Unlock()
		if s.started && s.client == nil {
			s.connect()
		}
	}
}

// introduce asks the parent with the code. A box whose disk was cloned - it holds a chain that parted, or was told so at its last
// hello -, or whose name was revoked, comes under a new one.
func (s *Side) introduce(ctx context.Context, parent *parent, j Joining, code string, forked bool) (admitted wire.Enrolled, err error) {
	err = s.box.Store.Inspect(func(l station.Ledger) error {
		parted, err := box.IsForked(l)
		forked = forked || parted
		return err
	})
	if err != nil {
		return admitted, err
	}
	if !forked {
		admitted, err = s.knock(ctx, parent, j, code)
		if known := station.Worded(err).Code; known != core.CodeRevoked && known != knownDevice {
			return admitted, err
		}
	}
	if err := s.box.Renew(ctx); err != nil {
		return admitted, err
	}
	return s.knock(ctx, parent, j, code)
}

const knownDevice = "device_known" // another box, or another node, has this name

// knock asks the parent with the code.
func (s *Side) knock(ctx context.Context, parent *parent, j Joining, code string) (admitted wire.Enrolled, err error) {
	e := s.box.Application(code, j.Station, j.Name)
	if admitted, err = ask[wire.Enrol, wire.Enrolled](ctx, parent, "/enrol", "", "", e); err != nil {
		if lost := (away{}); errors.As(err, &lost) {
			return admitted, trouble(j.Parent, lost.cause, s.box.Store.Now().Time)
		}
		return admitted, err
	}
	if !station.ValidScope(admitted.Node.Scope) {
		return admitted, station.Invalid(core.CodeFrame, "上级的回答不对。")
	}
	return admitted, nil
}
