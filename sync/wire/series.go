package wire

import (
	"bufio"
	"encoding/binary"
	"errors"
)

// WriteFrame writes a packed feed behind its length.
func WriteFrame(w *bufio.Writer, f Feed) error {
	raw, err := Pack(f)
	if err != nil {
		return err
	}
	_, err = w.Write(binary.BigEndian.AppendUint32(nil, uint32(len(raw))))
	if err == nil {
		_, err = w.Write(raw)
	}
	return errors.Join(err, w.Flush())
}
