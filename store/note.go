package store

import (
	"bytes"
	"slices"
)

// notesAtOnce is how many notes are read before they are handed out: whoever gets them may write others.
const notesAtOnce = 256

func (l *ledger) Note(key string) ([]byte, error) { return l.tx.Get(bucketNote, []byte(key)) }

func (l *ledger) PutNote(key string, value []byte) error {
	switch {
	case l.sealed:
		return errSealed
	case value == nil:
		l.wrote(l.tx.Delete(bucketNote, []byte(key)))
	default:
		l.wrote(l.tx.Put(bucketNote, []byte(key), bytes.Clone(value)))
	}
	return l.broken
}

func (l *ledger) Notes(prefix string, fn func(key string, value []byte) bool) error {
	for from := []byte(prefix); ; {
		keys, values, err := l.notes(from, []byte(prefix))
		if err != nil {
			return err
		}
		for i, key := range keys {
			if !fn(string(key), values[i]) {
				return nil
			}
		}
		if len(keys) < notesAtOnce {
			return nil
		}
		from = slices.Concat(keys[len(keys)-1], []byte{0})
	}
}

func (l *ledger) notes(from, prefix []byte) (keys, values [][]byte, err error) {
	err = l.tx.Scan(bucketNote, from, func(key, value []byte) (bool, error) {
		if !bytes.HasPrefix(key, prefix) {
			return false, nil
		}
		keys, values = append(keys, bytes.Clone(key)), append(values, bytes.Clone(value))
		return len(keys) < notesAtOnce, nil
	})
	return keys, values, err
}
