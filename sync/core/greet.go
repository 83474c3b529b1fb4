package core

import (
	"maps"
	"slices"
	"strconv"
	"time"

	"lianzhan/station"
	"lianzhan/sync/wire"
)

// peer is what a parent remembers of a child.
type peer struct {
	Scope   string `json:"scope"`             // of its node when it last said hello
	Orders  uint64 `json:"orders,omitempty"`  // number of the last order given
	Watched uint64 `json:"watched,omitempty"` // number of the log up to which moves became orders
	Read    uint64 `json:"read,omitempty"`    // up to which the child has them, when that was last needed
	Leaving int64  `json:"leaving,omitempty"` // Unix seconds since it keeps something that left its sight
	Seen    int64  `json:"seen,omitempty"`    // Unix seconds
	Forked  bool   `json:"forked,omitempty"`
	Life    string `json:"life,omitempty"` // of the child's own chain

	Lives []string `json:"lives,omitempty"` // former ones, the latest last
	Turns int      `json:"turns,omitempty"` // times in a row it came back with one of those
	Out   string   `json:"out,omitempty"`   // the one that was told of a fork
}

// holding is what a child said it holds, and where the parent's log stood then.
type holding struct {
	Heads map[string]uint64 `json:"heads"`
	Seq   uint64            `json:"seq"`
}

// Greet judges a hello that must sign the nonce, and answers it; the rim adds the session. unknown_device, revoked,
// signature_invalid and proto_unsupported end the link; log_set_back means that this box's own log lost its end.
func Greet(l station.Ledger, me Me, h wire.Hello, nonce string, at Moment) (wire.Welcome, Peer, error) {
	t := newTree(l)
	s, err := admitHello(t, me, h, nonce)
	again := false
	if err != nil {
		return wire.Welcome{}, Peer{}, err
	}
	if sameLife(h.Epoch, l.Epoch()) {
		whole, err := reaches(l, h.After, h.Line)
		if err == nil && !whole {
			again, err = lostEnd(l, h.Device, at)
		}
		if err != nil {
			return wire.Welcome{}, Peer{}, err
		}
	}
	if again {
		h.Epoch = "" // as a child that was never here
	}
	w := wire.Welcome{Proto: min(h.Proto, wire.Protocol), Caps: caps, Version: me.Version, Device: me.Device, Epoch: l.Epoch(),
		Again: again, Head: l.Seq(), Scope: s.node.Scope, Received: at.Now.UnixMilli(), Replied: at.Now.UnixMilli(), Trust: at.Trust}
	if w.Heads, w.Differ, err = compare(l, h); err != nil {
		return wire.Welcome{}, Peer{}, err
	}
	if w.Heads[h.Life] > h.Heads[h.Life] { // by the time it hears this it may have written something else there
		if err := nameTip(l, &w, h.Life); err != nil {
			return wire.Welcome{}, Peer{}, err
		}
	}
	if !sameLife(h.Epoch, l.Epoch()) {
		if err := askBack(t, me, &w); err != nil {
			return wire.Welcome{}, Peer{}, err
		}
	}
	if err := keepHeads(l, h, w.Differ); err != nil {
		return wire.Welcome{}, Peer{}, err
	}
	return w, Peer{Device: h.Device, Scope: s.node.Scope, Node: s.node.ID}, greetPeer(l, s, h, at)
}

// reaches reports whether this log still is the one a child read: as long, and with the same line where the child stopped.
// A hole there is a line that was told again behind.
func reaches(l station.Ledger, after uint64, line *wire.Line) (bool, error) {
	if after > l.Seq() {
		return false, nil
	}
	if line == nil || line.Seq == 0 {
		return true, nil
	}
	entries, _, err := l.Entries(line.Seq-1, 1)
	if err != nil || len(entries) == 0 || entries[0].Seq != line.Seq {
		return true, err
	}
	return tip(headerHash(entries[0])) == line.Tip, nil
}

func admitHello(t *tree, me Me, h wire.Hello, nonce string) (*stand, error) {
	if h.Proto < 1 {
		return nil, station.Invalid(CodeProto, "对方的同步版本太旧，请先升级。")
	}
	s, err := t.find(h.Device)
	switch {
	case err != nil:
		return nil, err
	case s == nil:
		return nil, errUnknown
	case h.Nonce != nonce || nonce == "" || !wire.Verify(s.device.Key, h.Signed(), h.Sig):
		return nil, errSignature
	case !s.device.Revoked.IsZero():
		return nil, errRevoked
	case !below(s.node.Scope, me.Scope):
		return nil, station.Forbidden(CodeScope, "这个站点不归本级管理。")
	}
	return s, nil
}

// compare says how far the chains of a hello are held here, and which of them are not the same.
func compare(l station.Ledger, h wire.Hello) (heads map[string]uint64, differ []string, err error) {
	heads = map[string]uint64{}
	for chain, head := range h.Heads {
		way, err := readLane(l, chain)
		if err != nil {
			return nil, nil, err
		}
		heads[chain] = way.Ctr // nothing is said as well: the child offers it from the beginning
		if way.Ctr < head || head == 0 {
			continue
		}
		e, found, err := l.Held(chain, head)
		if err != nil {
			return nil, nil, err
		}
		if said := h.Tips[chain]; found && said != "" && said != tip(e.Header.Hash()) {
			differ = append(differ, chain)
		}
	}
	return heads, differ, nil
}

// keepHeads remembers what the child holds, so that the feed passes it over: chains that are not the same do not count.
func keepHeads(l station.Ledger, h wire.Hello, differ []string) error {
	held := holding{Heads: maps.Clone(h.Heads), Seq: l.Seq()}
	for _, chain := range differ {
		delete(held.Heads, chain)
	}
	splits, err := counters(l, noteSplit)
	if err != nil {
		return err
	}
	for chain, ctr := range splits {
		if held.Heads[chain] >= ctr {
			held.Heads[chain] = ctr - 1
		}
	}
	return remember(l, noteHeads+h.Device, held)
}

// askBack names the boxes whose changes only come down and may have been lost here, this one and those above, and how far
// they are held.
func askBack(t *tree, me Me, w *wire.Welcome) error {
	devices, err := downward(t, me)
	if err != nil {
		return err
	}
	w.Lost = slices.Sorted(maps.Keys(devices))
	heads, err := t.l.Heads()
	for chain, head := range heads {
		if devices[station.DeviceOf(chain)] {
			w.Heads[chain] = max(w.Heads[chain], head)
			if err := nameTip(t.l, w, chain); err != nil {
				return err
			}
		}
	}
	return err
}

// nameTip says which change the last of a lost chain is: the box may have written others under the same counters.
func nameTip(l station.Ledger, w *wire.Welcome, chain string) error {
	last, found, err := l.Held(chain, w.Heads[chain])
	if err != nil || !found {
		return err
	}
	if w.Tips == nil {
		w.Tips = map[string]string{}
	}
	w.Tips[chain] = tip(headerHash(last))
	return nil
}

// downward are the devices of this box's node and of those above: their chains come up only to be healed.
func downward(t *tree, me Me) (map[string]bool, error) {
	devices := map[string]bool{me.Device: true}
	s, err := t.find(me.Device)
	if err != nil {
		return nil, err
	}
	nodes := []station.Node{}
	if !me.Root {
		if nodes, err = ancestors(t.l, me.Scope); err != nil {
			return nil, err
		}
	}
	if s != nil {
		nodes = append(nodes, s.node)
	}
	for _, node := range nodes {
		for _, d := range node.Devices {
			devices[d.ID] = true
		}
	}
	return devices, nil
}

// greetPeer brings what is remembered of a child up to date: an order it forgot with an older disk is given again, and one
// that was moved is told to sort out what it may keep.
func greetPeer(l station.Ledger, s *stand, h wire.Hello, at Moment) error {
	p, _, err := recall[peer](l, notePeer+h.Device)
	if err != nil {
		return err
	}
	if p.clone(h.Life) {
		return errFork
	}
	carried := h.Carried
	if !sameLife(h.Epoch, l.Epoch()) {
		carried = 0
	}
	if err := giveAgain(l, h.Device, carried, at.Now); err != nil {
		return err
	}
	if err := p.renumber(l, h.Device, carried, at.Now); err != nil {
		return err
	}
	blank := p.Scope == "" && empty(h)
	if p.Scope == "" {
		if err := p.inherit(l, s.node, h, blank, at.Now); err != nil {
			return err
		}
	}
	if p.Scope != s.node.Scope && !blank { // it comes from elsewhere, and may hold what was to be seen there
		if err := p.stand(l, h.Device, s.node.Scope, at.Now); err != nil {
			return err
		}
	}
	p.Scope, p.Seen, p.Life = s.node.Scope, at.Now.Unix(), h.Life
	return remember(l, notePeer+h.Device, p)
}

// renumber gives orders anew whose numbers the child has behind it: it did not report them, or was given others under
// these numbers by a parent that forgot.
func (p *peer) renumber(l station.Ledger, device string, carried uint64, now time.Time) error {
	p.Orders = max(p.Orders, carried)
	ends, err := keysBelow(l, noteOrder+device+"/", 0)
	if err != nil {
		return err
	}
	for _, end := range ends {
		n, _ := strconv.ParseUint(end, 10, 64)
		if n > carried {
			return nil
		}
		if err := p.pass(l, noteOrder+device+"/"+end, device, now); err != nil {
			return err
		}
	}
	return nil
}

// pass hands an order on under a new number.
func (p *peer) pass(l station.Ledger, key, device string, now time.Time) error {
	o, found, err := recall[order](l, key)
	if err == nil && found {
		err = p.give(l, device, o, now)
	}
	if err != nil {
		return err
	}
	return l.PutNote(key, nil)
}

// empty reports whether a box holds nothing.
func empty(h wire.Hello) bool {
	return h.After == 0 && !slices.ContainsFunc(slices.Collect(maps.Values(h.Heads)), func(head uint64) bool { return head > 0 })
}

// keepOrders is how long an order carried out is remembered: a child may come back with a disk as old as this.
const keepOrders = 90 * 24 * time.Hour

// giveAgain gives orders again that a child carried out and no longer knows of.
func giveAgain(l station.Ledger, device string, carried uint64, now time.Time) error {
	ends, err := keysBelow(l, noteDone+device+"/", 0)
	if err != nil {
		return err
	}
	for _, end := range ends {
		key := noteDone + device + "/" + end
		n, _ := strconv.ParseUint(end, 10, 64)
		o, found, err := recall[order](l, key)
		if err != nil {
			return err
		}
		if found && n > carried {
			err = remember(l, numbered(noteOrder+device+"/", n), o)
		}
		if err == nil && (n > carried || now.Sub(time.Unix(o.Since, 0)) > keepOrders) {
			err = l.PutNote(key, nil)
		}
		if err != nil {
			return err
		}
	}
	return nil
}
