package above

import (
	"net/url"
	"strings"

	"lianzhan/station"
)

// parentAddress reads a parent's address as people type it.
func parentAddress(typed string) (string, error) {
	typed = strings.TrimSuffix(strings.TrimSpace(typed), "/")
	if !strings.Contains(typed, "://") {
		typed = "https://" + typed
	}
	u, err := url.Parse(typed)
	if err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" || u.Path != "" || u.RawQuery != "" || u.User != nil {
		return "", station.Invalid("parent_invalid", "上级的地址“%s”不对，要写成 https://主机名:端口。", typed).Because(err)
	}
	return u.String(), nil
}

// pinOf reads a certificate's fingerprint as people copy it: with or without "sha256:" and colons.
func pinOf(typed string) (string, error) {
	pin := strings.ToLower(strings.TrimSpace(typed))
	pin = strings.ReplaceAll(strings.TrimPrefix(pin, "sha256:"), ":", "")
	if pin != "" && (len(pin) != 64 || strings.Trim(pin, "0123456789abcdef") != "") {
		return "", station.Invalid("pin_invalid", "证书指纹不对，要写 64 位的 SHA-256。")
	}
	return pin, nil
}
