package voice

import (
	"encoding/binary"
	"errors"
	"fmt"

	"lianzhan/station"
)

// webM takes a recording apart. Its one track must be Opus; whatever a voice recording has no need of is refused.
type webM struct {
	speech
	track          uint64 // 0 until the tracks are known
	segment        bool
	cluster        int64 // start of the running cluster, milliseconds
	insideACluster bool
}

// fromWebM walks the elements of a segment and its clusters as one flat list: browsers leave their ends open, and the
// file is written anew anyway.
func fromWebM(data []byte) (speech, error) {
	var w webM
	first, header, size, err := next(data)
	if err == nil {
		err = isWebM(first)
	}
	if err != nil {
		return speech{}, unreadable(err)
	}
	for data = data[header+size:]; len(data) > 0; {
		e, header, size, err := next(data)
		if err != nil {
			return speech{}, unreadable(err)
		}
		enter, err := w.take(e)
		if err != nil {
			return speech{}, worded(err)
		}
		if enter {
			size = 0
		} else if e.open {
			return speech{}, unreadable(errEBML)
		}
		data = data[header+size:]
	}
	return w.speech, nil
}

// worded keeps an error that already has a sentence.
func worded(err error) error {
	var e *station.Error
	if errors.As(err, &e) {
		return err
	}
	return unreadable(err)
}

func isWebM(e element) error {
	webm := false
	err := children(e.data, func(c element) error {
		webm = webm || c.id == idDocType && string(c.data) == "webm"
		return nil
	})
	if err != nil || e.open || !webm {
		return errEBML
	}
	return nil
}

// take handles one element of the flat list; enter says that its content follows in the list.
func (w *webM) take(e element) (enter bool, err error) {
	switch e.id {
	case idSegment:
		if w.segment {
			return false, errEBML
		}
		w.segment = true
		return true, nil
	case idCluster:
		w.insideACluster = true
		return true, w.ready()
	case idVoid, idCRC, idSeekHead, idCues, idTags, idPosition, idPrevSize:
		return false, nil
	case idInfo:
		return false, children(e.data, millisecondScale)
	case idTracks:
		return false, w.tracks(e)
	case idTimestamp:
		start, err := e.number()
		if err != nil || start > MaxSeconds*1000 {
			return false, errors.Join(errEBML, err)
		}
		w.cluster = int64(start)
		return false, nil
	case idSimpleBlock:
		return false, w.block(e.data)
	case idBlockGroup:
		return false, children(e.data, func(c element) error {
			if c.id != idBlock {
				return nil
			}
			return w.block(c.data)
		})
	}
	return false, fmt.Errorf("element %#x has no place in a recording", e.id)
}

// ready refuses sound before its track is known.
func (w *webM) ready() error {
	if !w.segment || w.track == 0 {
		return errEBML
	}
	return nil
}

func millisecondScale(e element) error {
	if scale, err := e.number(); e.id == idTimestampScale && (err != nil || scale != 1_000_000) {
		return errEBML
	}
	return nil
}

// tracks wants one track, of sound, in Opus, neither compressed nor encrypted on top.
func (w *webM) tracks(e element) error {
	if w.track != 0 {
		return errEBML
	}
	entries := 0
	err := children(e.data, func(c element) error {
		if c.id == idVoid || c.id == idCRC {
			return nil
		}
		if entries++; c.id != idTrackEntry || entries > 1 {
			return errors.New("more than one track")
		}
		return w.entry(c)
	})
	if err != nil {
		return err
	}
	if w.track == 0 || w.channels == 0 {
		return errOpus
	}
	return nil
}

func (w *webM) entry(e element) error {
	sound, opus := false, false
	err := children(e.data, func(c element) (err error) {
		switch c.id {
		case idTrackNumber:
			if w.track, err = c.number(); w.track > 126 {
				return errEBML
			}
		case idTrackType:
			var kind uint64
			kind, err = c.number()
			sound = kind == 2
		case idCodecID:
			opus = string(c.data) == "A_OPUS"
		case idCodecPrivate:
			return w.head(c.data)
		case idVideo, idContentEncodings:
			return fmt.Errorf("element %#x in a track of speech", c.id)
		}
		return err
	})
	if err == nil && !(sound && opus) {
		return errOpus
	}
	return err
}

// block is one packet: track number, time within the cluster, flags, sound (RFC 9559, 10.1). Laced blocks hold several
// packets; no browser writes them for Opus.
func (w *webM) block(data []byte) error {
	number, n := vint(data, 1, false)
	if err := w.ready(); err != nil {
		return err
	}
	if !w.insideACluster || n == 0 || number != w.track || len(data) < 4 || data[3]&0x06 != 0 {
		return errEBML
	}
	return w.add(int(w.cluster)+int(int16(binary.BigEndian.Uint16(data[1:]))), data[4:])
}
