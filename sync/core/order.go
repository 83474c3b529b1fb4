package core

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"lianzhan/station"
	"lianzhan/sync/wire"
)

// order is what one child is told to do beside the changes, as the parent keeps it until it is done. A grant names its
// record and a stretch of the log; what it says is read when it is sent.
type order struct {
	Since   int64          `json:"since"` // Unix seconds
	Retract []station.Ref  `json:"retract,omitempty"`
	Reason  string         `json:"reason,omitempty"`
	Settle  []wire.Settled `json:"settle,omitempty"`
	Grant   *station.Ref   `json:"grant,omitempty"`
	From    uint64         `json:"from,omitempty"` // numbers of the log, from one on and before the other; 0 to the end
	To      uint64         `json:"to,omitempty"`
	Stand   string         `json:"stand,omitempty"`
	Release []wire.Fault   `json:"release,omitempty"`
	Tell    []station.Ref  `json:"tell,omitempty"`
}

// give hands an order to a child. The caller keeps the peer. Numbers only grow; they follow the clock, so that a parent
// that lost its latest notes does not give a number twice.
func (p *peer) give(l station.Ledger, device string, o order, now time.Time) error {
	p.Orders = max(p.Orders+1, uint64(max(now.UnixMilli(), 0)))
	o.Since = now.Unix()
	return remember(l, numbered(noteOrder+device+"/", p.Orders), o)
}

const maxSettle = 500 // effective times of one order

// settle tells a child the effective times of changes whose clocks were not believed.
func (p *peer) settle(l station.Ledger, device string, settled []wire.Settled, now time.Time) error {
	for part := range slices.Chunk(settled, maxSettle) {
		if err := p.give(l, device, order{Settle: part}, now); err != nil {
			return err
		}
	}
	return nil
}

// retract is the guard of what a child may keep: it has to take out what it can no longer see.
func (p *peer) retract(l station.Ledger, device string, ref station.Ref, reason string, now time.Time) error {
	return p.give(l, device, order{Retract: []station.Ref{ref}, Reason: reason}, now)
}

// grant tells a child everything about a record, in parts that fit a frame.
func (p *peer) grant(l station.Ledger, device string, ref station.Ref, now time.Time) error {
	history, err := l.History(ref)
	if err != nil {
		return err
	}
	o, bytes := order{Grant: &ref}, 0
	for i, e := range history {
		if bytes += headerSize + len(e.Body); bytes > wire.MaxBytes && i > 0 && inOrder(history, i) {
			o.To = e.Seq
			if err := p.give(l, device, o, now); err != nil {
				return err
			}
			o, bytes = order{Grant: &ref, From: e.Seq}, headerSize+len(e.Body)
		}
	}
	return p.give(l, device, o, now)
}

// inOrder reports whether a history may be cut before an entry: all numbers before it are smaller.
func inOrder(history []station.Entry, at int) bool {
	return !slices.ContainsFunc(history[:at], func(e station.Entry) bool { return e.Seq >= history[at].Seq })
}

// carriedOut notes what the sender did. A retraction counts only with a receipt over the very records.
func (in *intake) carriedOut() error {
	receipts := map[uint64]wire.Receipt{}
	for _, r := range in.push.Receipts {
		receipts[r.N] = r
	}
	device := in.from.Device + "/"
	for _, n := range in.push.Done {
		key := numbered(noteOrder+device, n)
		o, found, err := recall[order](in.l, key)
		if err != nil {
			return err
		}
		receipt, proven := receipts[n]
		in.granted = in.granted || found && o.Grant != nil
		if !found || len(o.Retract) > 0 && (!proven || receipt.Digest != wire.Digest(o.Retract)) {
			continue
		}
		if proven {
			err = remember(in.l, numbered(noteReceipt+device, n), receipt)
		}
		if err == nil {
			err = remember(in.l, numbered(noteDone+device, n), o)
		}
		if err == nil {
			err = in.l.PutNote(key, nil)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// judged tells the effective times the sender asks for.
func (in *intake) judged() error {
	for _, s := range in.push.Unsure {
		held, found, err := meant(in.l, s)
		if err != nil {
			return err
		}
		if found && held.At != 0 && held.At != s.At {
			in.settle = append(in.settle, settled(held, s.Chain, held.At))
		}
	}
	return nil
}

// asked grants what the sender took out once and may see.
func (in *intake) asked() error {
	for _, ref := range in.push.Ask {
		place, err := in.l.Place(ref)
		if err != nil {
			return err
		}
		sees, err := in.tree.sees(in.stand, place)
		if err != nil {
			return err
		}
		if travels(ref.Kind) && sees {
			if err := in.peer.grant(in.l, in.from.Device, ref, in.at.Now); err != nil {
				return err
			}
		}
	}
	return nil
}

// outstanding are the orders a child has not carried out, the first that fit into a feed.
func (s *service) outstanding() (orders []wire.Order, err error) {
	prefix := noteOrder + s.to.Device + "/"
	ends, err := keysBelow(s.l, prefix, maxOrders)
	if err != nil {
		return nil, err
	}
	bytes := 0
	for _, end := range ends {
		o, found, err := recall[order](s.l, prefix+end)
		if err != nil || !found {
			return orders, err
		}
		n, _ := strconv.ParseUint(end, 10, 64)
		w := wire.Order{N: n, Retract: o.Retract, Reason: o.Reason, Settle: o.Settle, Stand: o.Stand, Released: o.Release, Tell: o.Tell}
		if o.Grant != nil {
			if w.Grant, err = s.granted(o); err != nil {
				return nil, err
			}
		}
		for _, e := range w.Grant {
			bytes += headerSize + len(e.Body)
		}
		bytes += len(o.Settle) * settledSize
		if bytes > wire.MaxBytes && len(orders) > 0 {
			return orders, nil
		}
		orders = append(orders, w)
	}
	return orders, nil
}

const (
	maxOrders   = 50 // orders of one feed
	settledSize = 90 // bytes of JSON
)

// granted reads what a grant says now: nothing, when the record moved on.
func (s *service) granted(o order) (entries []station.Entry, err error) {
	place, err := s.l.Place(*o.Grant)
	if err != nil {
		return nil, err
	}
	if sees, err := s.tree.sees(s.stand, place); err != nil || !sees {
		return nil, err
	}
	history, err := s.l.History(*o.Grant)
	for _, e := range history {
		if e.Seq >= o.From && (o.To == 0 || e.Seq < o.To) && speaks(e) {
			entries = append(entries, outward(e))
		}
	}
	return entries, err
}

// neighbours are the children below, each with what is remembered of it.
func neighbours(l station.Ledger) (map[string]peer, error) {
	found := map[string]peer{}
	devices, err := keysBelow(l, notePeer, 0)
	for _, device := range devices {
		p, _, err := recall[peer](l, notePeer+device)
		if err != nil {
			return nil, err
		}
		found[device] = p
	}
	return found, err
}

// tellAll gives an order to each child that sees a place.
func tellAll(l station.Ledger, place string, give func(p *peer, device string) error) error {
	return tellThose(l, func(p peer, _ string) (bool, error) { return station.Visible(place, p.Scope), nil }, give)
}

func tellThose(l station.Ledger, whose func(p peer, device string) (bool, error), give func(p *peer, device string) error) error {
	peers, err := neighbours(l)
	if err != nil {
		return err
	}
	devices := make([]string, 0, len(peers))
	for device := range peers {
		devices = append(devices, device)
	}
	slices.SortFunc(devices, strings.Compare)
	for _, device := range devices {
		p := peers[device]
		if meant, err := whose(p, device); err != nil {
			return err
		} else if !meant {
			continue
		}
		if err := give(&p, device); err != nil {
			return err
		}
		if err := remember(l, notePeer+device, p); err != nil {
			return err
		}
	}
	return nil
}
