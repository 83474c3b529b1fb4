// Package voice makes the recordings that strangers send harmless: it takes a short file of speech apart, keeps the
// sound packets and writes a new file around them. Nothing is decoded here. It knows nothing of matters and voters.
package voice

import (
	"bytes"
	"io"

	"lianzhan/station"
)

// What is accepted.
const (
	MaxBytes   = 2 << 20
	MaxSeconds = 65 // a minute, and the moment it takes to press stop
)

// Note is a recording as it is kept: a file of our own making.
type Note struct {
	Data    []byte
	Type    string // audio/webm or audio/wav
	Seconds float64
}

// Check reads a recording of at most MaxBytes: Opus in WebM, as browsers record it, Opus in Ogg, or plain WAV, known by
// how the file begins. Tags, pictures and whatever else the file carried are gone. Errors are station.Error with a
// sentence.
func Check(r io.Reader) (Note, error) {
	data, err := io.ReadAll(io.LimitReader(r, MaxBytes+1))
	if err != nil {
		return Note{}, unreadable(err)
	}
	if len(data) > MaxBytes {
		return Note{}, station.Invalid("voice_too_large", "录音太长了。请只说一分钟以内，再录一次。")
	}
	switch {
	case len(data) == 0:
		return Note{}, empty()
	case bytes.HasPrefix(data, []byte("\x1a\x45\xdf\xa3")):
		return rewrite(fromWebM(data))
	case bytes.HasPrefix(data, []byte("OggS")):
		return rewrite(fromOgg(data))
	case len(data) >= 12 && string(data[:4]) == "RIFF" && string(data[8:12]) == "WAVE":
		return fromWAV(data)
	}
	return Note{}, station.Invalid("voice_format_unknown", "这段录音的格式这里听不了。请用打字说，或者换一部手机录。")
}

// rewrite puts speech into a new file.
func rewrite(s speech, err error) (Note, error) {
	if err != nil {
		return Note{}, err
	}
	seconds := float64(s.milliseconds()) / 1000
	if err := short(seconds); err != nil {
		return Note{}, err
	}
	return Note{Data: s.webM(), Type: "audio/webm", Seconds: seconds}, nil
}

func short(seconds float64) error {
	if seconds <= 0 {
		return empty()
	}
	if seconds > MaxSeconds {
		return station.Invalid("voice_too_long", "录音超过一分钟了。请说短一点，再录一次。")
	}
	return nil
}

func empty() error { return station.Invalid("voice_empty", "没有录到声音。请再录一次。") }

func unreadable(cause error) error {
	return station.Invalid("voice_unreadable", "这段录音打不开，可能没传完整。请再录一次。").Because(cause)
}
