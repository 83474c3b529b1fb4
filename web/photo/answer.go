package photo

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"image/jpeg"
)

// maxAnswer bounds what a child may write: a 1600-pixel JPEG of pure noise with its thumb, in base64, fits.
const maxAnswer = 8 << 20

// answer is what the child says: a picture, or the code of a refusal with its cause for the log.
type answer struct {
	Refusal string   `json:"refusal,omitempty"`
	Cause   string   `json:"cause,omitempty"`
	Picture *Picture `json:"picture,omitempty"`
}

// read believes nothing of a child that has touched a stranger's bytes: sizes, format and place are checked again.
func read(data []byte) (Picture, error) {
	var a answer
	if err := json.Unmarshal(data, &a); err != nil {
		return Picture{}, unreadable(fmt.Errorf("answer of the photo process: %w", err))
	}
	if a.Refusal != "" || a.Picture == nil {
		cause := fmt.Errorf("photo process: %.300q", a.Cause)
		if refusal, ok := refusals[a.Refusal]; ok {
			return Picture{}, refusal().Because(cause)
		}
		return Picture{}, unreadable(cause)
	}
	p := *a.Picture
	if err := errors.Join(isOurs(p.JPEG, photoSide, p.Width, p.Height), isOurs(p.Thumb, thumbSide, 0, 0)); err != nil {
		return Picture{}, unreadable(err)
	}
	if p.Place != nil {
		p.Place = placed(p.Place.Lat, p.Place.Lon)
	}
	return p, nil
}

// isOurs tells a JPEG of this package's making from anything else: the right size, begun and ended properly, and no
// segment that carries more than a picture. Width and height of 0 are not compared.
func isOurs(data []byte, side, width, height int) error {
	config, err := jpeg.DecodeConfig(bytes.NewReader(data))
	if err != nil {
		return err
	}
	if config.Width > side || config.Height > side || width != 0 && (config.Width != width || config.Height != height) {
		return fmt.Errorf("the photo process made %d×%d of %d×%d", config.Width, config.Height, width, height)
	}
	if !bytes.HasSuffix(data, []byte("\xff\xd9")) {
		return errors.New("the photo process left a JPEG without an end")
	}
	for kind := range segments(data) {
		if kind >= 0xe0 || kind == 0x01 {
			return fmt.Errorf("the photo process left a segment %#x", kind)
		}
	}
	return nil
}
