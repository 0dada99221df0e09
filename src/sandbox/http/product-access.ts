import { Refusal } from "./refusal";

/** What a product's endpoints answer to an account that does not have it; the texts are as others have reported them. */
const products: Readonly<Record<string, { readonly path: RegExp; readonly message: string }>> = {
  issuing: {
    path: /^\/v1\/issuing\//,
    message: "Your account is not set up to use Issuing. Please visit https://dashboard.stripe.com/issuing/overview to get started.",
  },
  identity: {
    path: /^\/v1\/identity\//,
    message:
      "Your account is not set up to use Identity. Please have an account admin visit https://dashboard.stripe.com/identity/application to get started.",
  },
  treasury: {
    path: /^\/v1\/treasury\//,
    message: "Unrecognized request URL. Have you onboarded to Treasury? You can read more at https://stripe.com/docs/treasury.",
  },
  accounts_v2: {
    path: /^\/v2\/core\/accounts/,
    message: "Accounts v2 is not enabled for your account.",
  },
};

/** Products that an account may do without, by name. */
export const optionalProducts: readonly string[] = Object.keys(products);

/** Refuses the endpoints of the products that the account is not set up to use. */
export function demandProduct(path: string, notEnabled: readonly string[]): void {
  for (const name of notEnabled) {
    const product = products[name];
    if (product?.path.test(path)) throw new Refusal(400, { message: product.message });
  }
}
