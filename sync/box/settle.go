package box

import (
	"context"

	"lianzhan/station"
	"lianzhan/sync/core"
	"lianzhan/sync/wire"
)

// Application is the question to be let into the tree.
func (b *Box) Application(code, stationID, name string) wire.Enrol {
	e := wire.Enrol{Proto: wire.Protocol, Code: code, Device: b.Me().Device, Key: b.Device.Key(), Seal: b.Device.Seal(),
		Station: stationID, Name: name, Version: b.Version}
	e.Sig = b.Device.Sign(e.Signed())
	return e
}

// SettleIn keeps what the parent answered and lets the link work.
func (b *Box) SettleIn(ctx context.Context, e wire.Enrolled, k Link) error {
	if len(e.Codes) > 0 {
		codes, ok := b.Device.Open(e.Codes)
		if !ok {
			return station.Invalid(core.CodeFrame, "上级的回答不对。")
		}
		if err := b.Device.keepCodes(codes); err != nil {
			return err
		}
	}
	if err := b.Store.SetScope(ctx, e.Node.Scope); err != nil {
		return err
	}
	me := b.Me()
	if err := keepLink(ctx, b.Store, k, func(l station.Ledger) error { return core.Joined(l, me, e, b.Moment()) }); err != nil {
		return err
	}
	b.lock.Lock()
	defer b.lock.Unlock()
	b.link = k
	return nil
}

// Link is whom the box is linked to.
func (b *Box) Link() Link {
	b.lock.Lock()
	defer b.lock.Unlock()
	return b.link
}

// Renew gives the box new keys and a new name.
func (b *Box) Renew(ctx context.Context) error {
	fresh, err := makeDevice(b.Dir)
	if err != nil {
		return err
	}
	b.Device.become(fresh)
	return b.Store.Become(ctx)
}
