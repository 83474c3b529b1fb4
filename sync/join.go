package sync

import (
	"context"
	"errors"
	"strings"

	"lianzhan/station"
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
func (r *Room) Enrol(ctx context.Context, j Joining) (Joined, error) {
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
	resume := r.rest()
	defer resume()
	parent := newParent(address, pin)
	defer parent.close()
	admitted, err := r.introduce(ctx, parent, j, code)
	if err != nil {
		return Joined{}, err
	}
	if err := r.settleIn(ctx, admitted, linkTo(admitted, address, pin)); err != nil {
		return Joined{}, err
	}
	done := Joined{Name: admitted.Node.Name, Scope: admitted.Node.Scope, Parent: address, Plain: strings.HasPrefix(address, "http:")}
	if n := len(admitted.Ancestors); n > 0 {
		done.Above = admitted.Ancestors[n-1].Name
	}
	return done, nil
}

// rest stops the present link; resume lets it work again, or the one that took its place.
func (r *Room) rest() (resume func()) {
	r.lock.Lock()
	c := r.client
	r.client = nil
	r.lock.Unlock()
	if c != nil {
		c.close()
	}
	return func() {
		r.lock.Lock()
		defer r.lock.Unlock()
		if r.started && r.client == nil {
			r.connect()
		}
	}
}

// introduce asks the parent with the code. A box whose disk was cloned, or whose name was revoked, comes under a new one.
func (r *Room) introduce(ctx context.Context, parent *parent, j Joining, code string) (admitted wire.Enrolled, err error) {
	forked := false
	err = r.o.Store.Inspect(func(l station.Ledger) (err error) {
		forked, err = isForked(l)
		return err
	})
	if err != nil {
		return admitted, err
	}
	if !forked {
		admitted, err = r.knock(ctx, parent, j, code)
		if known := station.Worded(err).Code; known != core.CodeRevoked && known != knownDevice {
			return admitted, err
		}
	}
	if err := r.become(ctx); err != nil {
		return admitted, err
	}
	return r.knock(ctx, parent, j, code)
}

const knownDevice = "device_known" // another box, or another node, has this name

// become gives the box new keys and a new name.
func (r *Room) become(ctx context.Context) error {
	fresh, err := makeDevice(r.o.Dir)
	if err != nil {
		return err
	}
	r.device.become(fresh)
	return r.o.Store.Become(ctx)
}

// knock asks the parent with the code.
func (r *Room) knock(ctx context.Context, parent *parent, j Joining, code string) (admitted wire.Enrolled, err error) {
	j.Code = code
	e := r.application(j)
	if admitted, err = ask[wire.Enrol, wire.Enrolled](ctx, parent, "/enrol", "", "", e); err != nil {
		if lost := (away{}); errors.As(err, &lost) {
			return admitted, station.Busy("parent_away", "连不上上级 %s，请检查网络和地址。", j.Parent).Because(lost.cause)
		}
		return admitted, err
	}
	if !station.ValidScope(admitted.Node.Scope) {
		return admitted, station.Invalid(core.CodeFrame, "上级的回答不对。")
	}
	return admitted, nil
}

// application is the question to be let into the tree.
func (r *Room) application(j Joining) wire.Enrol {
	e := wire.Enrol{Proto: wire.Protocol, Code: j.Code, Device: r.me().Device, Key: r.device.Key(), Seal: r.device.Seal(),
		Station: j.Station, Name: j.Name, Version: r.o.Version}
	e.Sig = r.device.Sign(e.Signed())
	return e
}

// settleIn keeps what the parent answered and lets the link work.
func (r *Room) settleIn(ctx context.Context, e wire.Enrolled, k link) error {
	if len(e.Codes) > 0 {
		codes, ok := r.device.Open(e.Codes)
		if !ok {
			return station.Invalid(core.CodeFrame, "上级的回答不对。")
		}
		if err := r.device.keepCodes(codes); err != nil {
			return err
		}
	}
	if err := r.o.Store.SetScope(ctx, e.Node.Scope); err != nil {
		return err
	}
	me := r.me()
	if err := keepLink(ctx, r.o.Store, k, func(l station.Ledger) error { return core.Joined(l, me, e, r.moment()) }); err != nil {
		return err
	}
	r.lock.Lock()
	defer r.lock.Unlock()
	r.link = k
	return nil
}
