package above

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net/http"

	"lianzhan/sync/wire"
)

// readAnswer reads what a parent answered, bounded.
func readAnswer(res *http.Response) ([]byte, error) {
	raw, err := io.ReadAll(io.LimitReader(res.Body, wire.MaxFrame+1))
	if err == nil && len(raw) > wire.MaxFrame {
		err = wire.ErrLarge
	}
	return raw, err
}

// feedsOf reads the feeds of an answer, however many there are, until take wants no more.
func feedsOf(res *http.Response, take func(wire.Feed) bool) error {
	if res.Header.Get("Content-Type") != wire.SeriesType {
		raw, err := readAnswer(res)
		if err != nil {
			return unreached(err)
		}
		f, err := wire.Read[wire.Feed](res.Header.Get("Content-Type"), res.Header.Get(wire.DictHeader), raw)
		if err == nil {
			take(f)
		}
		return err
	}
	for {
		var length [4]byte
		if _, err := io.ReadFull(res.Body, length[:]); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return unreached(err)
		}
		size := binary.BigEndian.Uint32(length[:])
		if size > wire.MaxPacked {
			return fmt.Errorf("sync: a feed of %d bytes: %w", size, wire.ErrLarge)
		}
		raw := make([]byte, size)
		if _, err := io.ReadFull(res.Body, raw); err != nil {
			return unreached(err)
		}
		f, err := wire.Unpack[wire.Feed](raw)
		if err != nil || !take(f) {
			return err
		}
	}
}
