package photo

import (
	"bytes"
	"encoding/json"
	"image"
	"io"

	"lianzhan/station"
)

// Reencode is the child's work: it reads one photo and writes one answer. It refuses nothing loudly: an error is about
// the pipes, a refusal is an answer.
func Reencode(in io.Reader, out io.Writer) error {
	return answerWith(libheif(), in, out)
}

func answerWith(c *converter, in io.Reader, out io.Writer) error {
	data, err := io.ReadAll(io.LimitReader(in, MaxBytes+1))
	if err != nil {
		return err
	}
	var a answer
	if p, err := clean(c, data); err != nil {
		worded := station.Worded(err)
		a.Refusal = worded.Code
		if worded.Cause != nil {
			a.Cause = worded.Cause.Error()
		}
	} else {
		a.Picture = &p
	}
	return json.NewEncoder(out).Encode(a)
}

// clean is everything that happens to a photo, in the order that makes each step safe for the next.
func clean(c *converter, data []byte) (Picture, error) {
	if len(data) > MaxBytes {
		return Picture{}, tooLarge()
	}
	f, err := formatOf(data)
	if err != nil {
		return Picture{}, err
	}
	if err := check(data, f); err != nil {
		return Picture{}, err
	}
	if f.name == "heic" {
		return cleanHEIC(c, data)
	}
	m, err := f.decode(bytes.NewReader(data))
	if err != nil {
		return Picture{}, unreadable(err)
	}
	block := f.exif(data)
	return keep(Turn(fit(m, photoSide), orientation(block)), placeOf(block))
}

// cleanHEIC treats what the converter made as another stranger's photo, but already upright: turning is a property of
// a HEIC picture, and what its Exif says about it does not count (ISO/IEC 23008-12, A.2.2).
func cleanHEIC(c *converter, data []byte) (Picture, error) {
	if c == nil {
		return Picture{}, noHEIC()
	}
	data, err := c.convert(data)
	if err != nil {
		return Picture{}, noHEIC().Because(err)
	}
	f, err := formatOf(data)
	if err != nil || f.name != "jpeg" {
		return Picture{}, noHEIC().Because(err)
	}
	if err := check(data, f); err != nil {
		return Picture{}, err
	}
	m, err := f.decode(bytes.NewReader(data))
	if err != nil {
		return Picture{}, unreadable(err)
	}
	return keep(fit(m, photoSide), placeOf(f.exif(data)))
}

func keep(upright *image.RGBA, place *Place) (p Picture, err error) {
	p = Picture{Width: upright.Rect.Dx(), Height: upright.Rect.Dy(), Place: place}
	if p.JPEG, err = encode(upright); err != nil {
		return Picture{}, unreadable(err)
	}
	if p.Thumb, err = encode(fit(upright, thumbSide)); err != nil {
		return Picture{}, unreadable(err)
	}
	return p, nil
}
