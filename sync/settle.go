package sync

import (
	"context"

	"lianzhan/station"
	"lianzhan/sync/core"
	"lianzhan/sync/wire"
)

// application is the question to be let into the tree.
func (b *Box) application(code, stationID, name string) wire.Enrol {
	e := wire.Enrol{Proto: wire.Protocol, Code: code, Device: b.me().Device, Key: b.device.Key(), Seal: b.device.Seal(),
		Station: stationID, Name: name, Version: b.Version}
	e.Sig = b.device.Sign(e.Signed())
	return e
}

// settleIn keeps what the parent answered and lets the link work.
func (b *Box) settleIn(ctx context.Context, e wire.Enrolled, k link) error {
	if len(e.Codes) > 0 {
		codes, ok := b.device.Open(e.Codes)
		if !ok {
			return station.Invalid(core.CodeFrame, "上级的回答不对。")
		}
		if err := b.device.keepCodes(codes); err != nil {
			return err
		}
	}
	if err := b.Store.SetScope(ctx, e.Node.Scope); err != nil {
		return err
	}
	me := b.me()
	if err := keepLink(ctx, b.Store, k, func(l station.Ledger) error { return core.Joined(l, me, e, b.moment()) }); err != nil {
		return err
	}
	b.lock.Lock()
	defer b.lock.Unlock()
	b.link = k
	return nil
}

// present is whom the box is linked to.
func (b *Box) present() link {
	b.lock.Lock()
	defer b.lock.Unlock()
	return b.link
}

// renew gives the box new keys and a new name.
func (b *Box) renew(ctx context.Context) error {
	fresh, err := makeDevice(b.Dir)
	if err != nil {
		return err
	}
	b.device.become(fresh)
	return b.Store.Become(ctx)
}
