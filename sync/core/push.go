package core

import (
	"strconv"

	"lianzhan/station"
	"lianzhan/sync/wire"
)

// Parcel is a push on its way: From and To are numbers of the sender's log, so that several may be under way at once.
type Parcel struct {
	Push     wire.Push
	From, To uint64
}

const (
	pageSize   = 500 // entries read of the log at once
	headerSize = 420 // bytes of JSON a change takes beside its body, about
	maxSmall   = 500 // reports, questions and receipts of one push
	statusEach = 60  // seconds between two reports of the own state, at least
	statusIdle = 600 // seconds after which it is worth a push of its own
)

// bytesOf is how many bytes of JSON some changes may take.
func bytesOf(items int) int { return wire.MaxBytes / wire.MaxItems * items }

// NextPush is what goes up after a number of the own log, about limit changes; after 0 begins behind what was
// acknowledged. ok is false when there is nothing to send. Asked with the To of a parcel under way it gives the one behind.
func NextPush(l station.Ledger, me Me, after uint64, limit int, at Moment) (p Parcel, ok bool, err error) {
	k, err := readLink(l)
	if err != nil || k.Epoch == "" {
		return p, false, err
	}
	b, err := newBatch(l, me, k, limit)
	if err != nil {
		return p, false, err
	}
	p.From = max(after, k.Acked)
	if p.To, err = b.fill(p.From); err != nil {
		return p, false, err
	}
	b.inOrder()
	p.Push = wire.Push{Epoch: k.Epoch, Life: k.Life, Items: b.items, More: b.more, Void: b.void}
	if after == 0 { // once, not with each of those under way
		if err := attach(l, me, k, &p.Push, at); err != nil {
			return p, false, err
		}
	}
	b.sign(me)
	idle := p.Push.Status != nil && at.Now.Unix()-k.Told >= statusIdle
	small := len(p.Push.Done) + len(p.Push.Ask) + len(p.Push.Unsure) + len(p.Push.Told)
	return p, idle || len(b.items)+small > 0 || p.Push.Listed != nil, nil
}

// attach puts on a push what is small and waits: orders carried out, questions, the own state.
func attach(l station.Ledger, me Me, k link, p *wire.Push, at Moment) error {
	err := l.Notes(noteReport, func(key string, value []byte) bool {
		n, _ := strconv.ParseUint(key[len(noteReport):], 10, 64)
		p.Done = append(p.Done, n)
		if r, found, err := recall[wire.Receipt](l, key); err == nil && found && r.N > 0 {
			p.Receipts = append(p.Receipts, r)
		}
		return len(p.Done) < maxSmall
	})
	if err != nil {
		return err
	}
	if err := unsure(l, p); err != nil {
		return err
	}
	if err := missing(l, p); err != nil {
		return err
	}
	if err := telling(l, me, p); err != nil {
		return err
	}
	if p.Listed, err = k.listing(l); err != nil {
		return err
	}
	if k.Ask && len(p.Ask) == 0 {
		err = l.Notes(noteGone, func(key string, _ []byte) bool {
			if end := key[len(noteGone):]; end > k.AskAfter {
				p.Ask = append(p.Ask, readRefKey(end))
			}
			return len(p.Ask) < maxSmall
		})
	}
	if err != nil || at.Now.Unix()-k.Told < statusEach {
		return err
	}
	status, err := Pending(l, me, at)
	p.Status = &status
	return err
}

// missing asks for records of which something here has no body.
func missing(l station.Ledger, p *wire.Push) error {
	return l.Notes(noteAsk, func(key string, value []byte) bool {
		if string(value) == askDue {
			p.Ask = append(p.Ask, readRefKey(key[len(noteAsk):]))
		}
		return len(p.Ask) < maxSmall
	})
}

// unsure asks for effective times.
func unsure(l station.Ledger, p *wire.Push) error {
	return l.Notes(noteUnsure, func(key string, value []byte) bool {
		chain, ctr := readLineKey(key[len(noteUnsure):])
		claimed, _ := strconv.ParseUint(string(value), 10, 64)
		question := wire.Settled{Chain: chain, Ctr: ctr, At: station.HLC(claimed)}
		if held, found, err := l.Held(chain, ctr); err == nil && found {
			question.Tip = tip(headerHash(held))
		}
		p.Unsure = append(p.Unsure, question)
		return len(p.Unsure) < maxSmall
	})
}
