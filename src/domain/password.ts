/** How many characters: long rather than odd is what makes a password hard to guess. */
export const passwordLength = { least: 10, most: 200 };

/** Of the passwords that leaks are full of, those that are long enough to be let through else. */
const commonest = new Set(
  `0000000000 0123456789 1111111111 1122334455 1234512345 12345678900 1234567890 12345678910
   123456789a 1234567891 1234567899 123123123123 1qaz2wsx3edc 1q2w3e4r5t 1q2w3e4r5t6y 9876543210
   0987654321 aaaaaaaaaa abcdefghij abcdefghijk abc1234567 abcd123456 administrator adminadmin
   admin12345 administrator1 asdfasdfasdf asdfghjkl1 basketball baseball123 changeme123 changeme1234
   football123 iloveyou123 iloveyou12 letmein123 letmein1234 letmeinnow liverpool1 manchester
   passw0rd123 password01 password10 password11 password12 password123 password1234 password12345
   password123456 passwordpassword princess123 q1w2e3r4t5 q1w2e3r4t5y6 qazwsxedcrfv qwer123456
   qwerqwerqwer qwerty1234 qwerty12345 qwerty123456 qwertyqwerty qwertyuiop qwertyuiop1
   qwertyuiop123 starwars123 sunshine123 superman123 trustno123 welcome123 welcome1234
   zxcvbnm123 zxcvbnmasdfghjkl campanile1 campanile123`.split(/\s+/),
);

/** What is wrong with a password of the right length; null when nothing is. */
export function passwordError(password: string, email: string): string | null {
  const folded = password.toLowerCase();
  if (folded === email.toLowerCase()) return "must not be the e-mail address";
  return commonest.has(folded) ? "is one of the first that anybody would try" : null;
}
