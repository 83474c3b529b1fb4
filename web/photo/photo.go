// Package photo makes the pictures that strangers send harmless: whatever comes in, only pixels go out. Decoding runs
// in a process of its own, which bounds itself before it reads the first byte. It knows nothing of matters and voters.
package photo

import (
	"lianzhan/station"
)

// What is accepted and what is kept.
const (
	MaxBytes  = 8 << 20
	MaxPixels = 25_000_000 // the 24-megapixel mode of common phones is 5712×4284
	MaxSide   = 12_000     // pixels
	photoSide = 1600       // pixels of the longer side
	thumbSide = 320
	quality   = 82 // of JPEG, for both
)

// Picture is what is kept of a photo: two upright JPEGs without metadata. The upload itself is never kept.
type Picture struct {
	JPEG, Thumb   []byte
	Width, Height int    // pixels of JPEG
	Place         *Place // where the camera says it stood; for the voter to confirm or drop, not for us to keep
}

// Place is a position blurred to about 100 m: degrees of WGS 84 with three decimals.
type Place struct {
	Lat, Lon float64
}

func unreadable(cause error) error {
	return station.Invalid("photo_unreadable", "这张照片打不开，可能没传完整。请重新拍一张再传。").Because(cause)
}

// heavy is for pictures whose pixels cost more memory or work than a photo ever does.
func heavy() *station.Error {
	return station.Invalid("photo_too_many_pixels", "照片的尺寸太大，收不下。请在手机上打开它截个屏，再传截屏。")
}

func unknown() *station.Error {
	return station.Invalid("photo_format_unknown", "这个文件不是照片。请从相册里选一张照片。")
}

func moving() *station.Error {
	return station.Invalid("photo_moving", "会动的图收不了。请换一张普通照片。")
}

func noHEIC() *station.Error {
	return station.Invalid("photo_heic", "手机把这张照片存成了 HEIC 格式，这里打不开。请在手机上打开它截个屏，再传截屏。")
}

func tooLarge() *station.Error {
	return station.Invalid("photo_too_large", "照片超过 8 MB，收不下。请在手机上打开它截个屏，再传截屏。")
}

func busy() *station.Error {
	return station.Busy("photo_busy", "传照片的人太多，忙不过来。请过一分钟再传。")
}

// refusals are the errors that may come back from the child, by code: its own words are not trusted.
var refusals = map[string]func() *station.Error{
	"photo_too_many_pixels": heavy,
	"photo_moving":          moving,
	"photo_heic":            noHEIC,
	"photo_format_unknown":  unknown,
	"photo_too_large":       tooLarge,
}
