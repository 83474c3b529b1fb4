package photo

import (
	"bytes"
	"encoding/json"
	"io"

	"lianzhan/station"
)

// Reencode is the child's work: it reads one photo and writes one answer. It refuses nothing loudly: an error is about
// the pipes, a refusal is an answer.
func Reencode(in io.Reader, out io.Writer) error {
	data, err := io.ReadAll(io.LimitReader(in, MaxBytes+1))
	if err != nil {
		return err
	}
	var a answer
	if p, err := clean(data); err != nil {
		a.Refusal = station.Worded(err).Code
	} else {
		a.Picture = &p
	}
	return json.NewEncoder(out).Encode(a)
}

// clean is everything that happens to a photo, in the order that makes each step safe for the next.
func clean(data []byte) (Picture, error) {
	if len(data) > MaxBytes {
		return Picture{}, tooLarge()
	}
	f, err := formatOf(data)
	if err != nil {
		return Picture{}, err
	}
	if f.name == "heic" {
		return Picture{}, noHEIC()
	}
	if _, err := sizeOf(data, f); err != nil {
		return Picture{}, err
	}
	m, err := f.decode(bytes.NewReader(data))
	if err != nil {
		return Picture{}, unreadable(err)
	}
	block := f.exif(data)
	upright := turn(fit(m, photoSide), orientation(block))
	p := Picture{Width: upright.Rect.Dx(), Height: upright.Rect.Dy(), Place: placeOf(block)}
	if p.JPEG, err = encode(upright); err != nil {
		return Picture{}, unreadable(err)
	}
	if p.Thumb, err = encode(fit(upright, thumbSide)); err != nil {
		return Picture{}, unreadable(err)
	}
	return p, nil
}
