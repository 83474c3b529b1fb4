package store

import (
	"context"

	"lianzhan/station"
	"lianzhan/store/engine"
)

// Become gives the box another device identity, as enrolling again after a revocation or with a cloned disk does: the same
// records, another chain, another epoch. What it wrote under its former name stays as it is.
func (db *DB) Become(ctx context.Context) error {
	return db.alone(ctx, func(tx engine.Tx) (position, []station.Ref, error) {
		p, err := db.position(tx)
		if err == nil {
			err = p.begin(tx)
		}
		if err != nil {
			return p, nil, err
		}
		p.Origin = randomHex(16) + "/" + randomHex(8)
		return p, nil, putJSON(tx, bucketMeta, keyPosition, p)
	})
}
